/** Holds the floors of the house: imports go downwards only (docs/architecture.md). */
const floors = [
  ['platform', 'xml'],
  ['standard', 'crypto', 'profile'],
  ['envelope', 'procedure'],
  ['ledger', 'transparency', 'directory'],
  ['konnektor', 'dispatch', 'audit'],
  ['gateway', 'console', 'simulation', 'conformance'],
  ['cli'],
];
const room = (names) => `^src/(${names.join('|')})/`;
const upward = floors.slice(0, -1).map((names, level) => ({
  name: `floor-${level}-imports-no-higher-floor`,
  severity: 'error',
  comment: `src/{${names.join(',')}} may not import from the floors above it`,
  from: { path: room(names) },
  to: { path: room(floors.slice(level + 1).flat()) },
}));
module.exports = {
  forbidden: [
    ...upward,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' }, to: {} },
    { name: 'no-unlisted', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] } },
    { name: 'no-dev-in-src', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'] } },
    { name: 'src-knows-no-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|scripts)/' } },
    { name: 'xml-engine-only-in-xml', severity: 'error', comment: 'libxml2 documents must be disposed: wrapped once, in xml/', from: { path: '^src/', pathNot: '^src/xml/' }, to: { path: 'libxml2-wasm|saxes' } },
    { name: 'platform-below-xml', severity: 'error', from: { path: '^src/platform/' }, to: { path: '^src/xml/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
