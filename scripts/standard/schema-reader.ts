export * from '../../src/standard/schema-model.ts';
