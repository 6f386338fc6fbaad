import { readFileSync } from 'node:fs';
import { parse as parseYaml, type YAMLError } from 'yaml';
import { z } from 'zod';
import { fault } from './errors.ts';
import { yamlFehler } from './input-texts.ts';
import { parseRedisAddress, REDIS_ADDRESS_FORMS } from './redis-address.ts';

const whole = (min: number, max: number) => {
  const error = `zulässig ist eine ganze Zahl von ${min} bis ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
const paths = z.array(z.string().min(1), { error: 'zulässig ist eine Liste von Ordnern' });
const SECRET = { secret: true };
const FORMS = REDIS_ADDRESS_FORMS.join(', ');

/**
 * The one schema of all settings: it parses, documents and types them. Each key can stand in the YAML file under its
 * own name, or in the environment as `BLAUPAUSE_` and the key in capitals (`databaseUrl` → `BLAUPAUSE_DATABASE_URL`).
 * The environment wins. What holds a password can also stand in a file that `BLAUPAUSE_…_FILE` names.
 * `docs/reference/settings.md` is generated from here.
 */
export const settingsSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('Address on which the gateway listens.'),
  port: whole(0, 65_535).default(8443).describe('TLS port of the gateway; 0 takes any free port.'),
  profile: z
    .string()
    .min(1)
    .default('profiles/demo.yaml')
    .describe('Profile of the installation: authorities, services, gateway.'),
  pkiDir: z
    .string()
    .min(1)
    .default('certs-dev/pki')
    .describe('Folder with trust anchors, revocation lists, directory and the gateway’s own keys.'),
  endpointsFile: z
    .string()
    .optional()
    .describe('YAML file that maps Organisationsschlüssel to push addresses; overrides those of the profile.'),
  dataDir: z
    .string()
    .min(1)
    .default('.blaupause')
    .describe('Folder for the embedded database, the log key and run files.'),
  logKeyFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Ed25519 key of the log (PKCS#8, PEM) that all gateways of an installation share; `blaupause pki log-key` makes it. Unset: `log/key.pem` below dataDir, made at the first start.',
    ),
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'zulässig ist eine Adresse, die mit postgresql:// beginnt')
    .optional()
    .meta(SECRET)
    .describe('PostgreSQL for the restricted application role. Unset: an embedded PostgreSQL starts.'),
  databaseOwnerUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'zulässig ist eine Adresse, die mit postgresql:// beginnt')
    .optional()
    .meta(SECRET)
    .describe('PostgreSQL for the owner role that runs migrations. Unset: databaseUrl is used for both.'),
  redisUrl: z
    .string()
    .refine((value) => parseRedisAddress(value) !== undefined, `zulässig ist eine Adresse wie ${FORMS}`)
    .optional()
    .meta(SECRET)
    .describe(
      'Redis or Valkey for the queue: one server, `redis+sentinel://…/master` or `redis+cluster://…`; `rediss` for TLS. Unset: PostgreSQL carries the queue.',
    ),
  queuePrefix: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,30}$/, 'zulässig sind Kleinbuchstaben, Ziffern, _ und -, zuerst ein Buchstabe')
    .default('blaupause')
    .describe('Prefix of queue names, so that several installations can share one Redis.'),
  databaseConnections: whole(4, 200).default(16).describe('Largest number of database connections of one process.'),
  logLevel: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'zulässig ist eines von: trace, debug, info, warn, error, fatal, silent',
    })
    .default('info')
    .describe('Level of the structured log on standard error.'),
  workerHost: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe(
      'Address on which the worker answers for health and metrics: over HTTP on a loopback address, elsewhere over mutual TLS.',
    ),
  workerPort: whole(0, 65_535)
    .optional()
    .describe('Port for that; 0 takes any free port. Unset: the worker listens nowhere.'),
  tracesUrl: z
    .string()
    .regex(/^https?:\/\//, 'zulässig ist eine Adresse, die mit http:// oder https:// beginnt')
    .optional()
    .describe(
      'OpenTelemetry collector that takes spans over OTLP/HTTP, such as `http://127.0.0.1:4318/v1/traces`. Unset: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` or `OTEL_EXPORTER_OTLP_ENDPOINT`, or else no traces.',
    ),
  tracesPercent: whole(0, 100)
    .default(100)
    .describe('Share of messages that are traced, the same messages in every process, in per cent.'),
  maxBytes: whole(1024, 32 * 1024 * 1024)
    .default(20_000_000)
    .describe('Largest Sendung in bytes.'),
  ratePerMinute: whole(1, 10_000_000)
    .default(60_000)
    .describe('Requests a minute of one authority, counted for each call of the interface.'),
  ratePerMinuteUnknown: whole(1, 10_000_000)
    .default(600)
    .describe('The same for one address that is no authority of the directory.'),
  requestTimeoutMs: whole(100, 600_000)
    .default(30_000)
    .describe('Time in which a request must have arrived completely, in milliseconds.'),
  logGeneration: whole(1, 999)
    .default(1)
    .describe(
      'Number of the log; raised by one where leaves that were published are lost for good, so that the log goes on under a new name (docs/guides/sicherung.md).',
    ),
  drainSeconds: whole(0, 600)
    .default(0)
    .describe(
      'How long a gateway that is told to end goes on before it stops accepting, in seconds; /health/ready says 503 meanwhile, so that load balancers turn away from it.',
    ),
  checkThreads: whole(0, 64)
    .optional()
    .describe(
      'Threads that check large Sendungen beside the event loop; 0 checks all in it. Unset: one fewer than processors, at least one.',
    ),
  checkThreadsFrom: whole(0, 32 * 1024 * 1024)
    .default(262_144)
    .describe('Size of a Sendung in bytes from which it is checked in a thread.'),
  checkTimeoutMs: whole(100, 600_000)
    .default(30_000)
    .describe('What a check in a thread may take in milliseconds before it is ended.'),
  checkHeapMb: whole(16, 4096).default(256).describe('JavaScript heap of such a thread in MiB.'),
  windowPastMs: whole(1000, 31 * 86_400_000)
    .default(86_400_000)
    .describe('How old a Sendung may be at its first arrival, in milliseconds.'),
  windowFutureMs: whole(0, 86_400_000)
    .default(300_000)
    .describe('How far ahead of the gateway’s clock a Sendung may be dated, in milliseconds.'),
  mergeDelaySeconds: whole(1, 86_400)
    .default(10)
    .describe('Promise in each receipt: within this time its leaf stands in a signed checkpoint.'),
  deliveryAttempts: whole(1, 1000)
    .default(12)
    .describe(
      'Attempts after which a Sendung that its reader refuses to take over is a dead letter. A reader that cannot be reached is waited for as long as the profile says (`zustellfrist`).',
    ),
  deliveryBackoffMs: whole(10, 3_600_000)
    .default(1000)
    .describe('First pause between two attempts in milliseconds; doubles each time, with jitter.'),
  deliveryTimeoutMs: whole(100, 600_000)
    .default(60_000)
    .describe('How long a recipient may take to acknowledge a push, in milliseconds.'),
  deliveryConcurrency: whole(1, 1000).default(16).describe('Deliveries that one worker process runs at once.'),
  deliveryLockMs: whole(500, 600_000)
    .default(30_000)
    .describe(
      'How long a worker that fell silent keeps its deliveries before another takes them over, in milliseconds.',
    ),
  reconcileIntervalMs: whole(100, 3_600_000)
    .default(15_000)
    .describe('How often outbox and queue are compared, in milliseconds.'),
  fristenIntervalMs: whole(0, 86_400_000)
    .default(900_000)
    .describe(
      'How often the gateway looks for cases to warn of and requests to remind of, in milliseconds; 0: never. When and what is said is part of the profile.',
    ),
  rueckgabeIntervalMs: whole(0, 86_400_000)
    .default(30_000)
    .describe(
      'How often the gateway hands undeliverable Sendungen back to their authors, in milliseconds; 0: never. When one is undeliverable is part of the profile (`zustellfrist`).',
    ),
  retentionIntervalMs: whole(0, 86_400_000)
    .default(3_600_000)
    .describe(
      'How often the gateway deletes contents and salts whose time has passed, in milliseconds; 0: never. The times are part of the profile (`aufbewahrung`).',
    ),
  xmlCatalog: z
    .string()
    .optional()
    .describe('OASIS XML catalog that puts the official XÖV schemas in the place of ours.'),
  standardFolders: z
    .preprocess((value) => (typeof value === 'string' ? value.split(',').map((folder) => folder.trim()) : value), paths)
    .default([])
    .describe('Folders with further versions of the standard, each laid out like `xsd/`; separated by commas.'),
});

/** All settings, parsed and complete. */
export type Settings = z.infer<typeof settingsSchema>;

/** Name of the environment variable of a setting: `pkiDir` → `BLAUPAUSE_PKI_DIR`. */
export const environmentName = (key: string): string =>
  `BLAUPAUSE_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Not settings of this schema, but read elsewhere under the same prefix. */
const OTHER_VARIABLES = new Set(['BLAUPAUSE_CONFIG', 'BLAUPAUSE_PKCS12_PASSWORD']);

/** What the environment says about traces in OpenTelemetry's own variables. */
function standardTraces(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const url = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  if (url) return { tracesUrl: url };
  const base = environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return base ? { tracesUrl: `${base.replace(/\/$/, '')}/v1/traces` } : {};
}

/**
 * Reads the settings once, at start.
 *
 * @param environment usually `process.env`; `BLAUPAUSE_CONFIG` names the YAML file if `file` is not given
 * @param file path of the YAML file
 * @param overrides values from the command line; they win over environment and file
 * @throws SETTINGS naming the key, what is allowed, and where the value came from; FILE if the YAML file is unreadable
 */
export function loadSettings(
  environment: NodeJS.ProcessEnv,
  file: string | undefined = environment['BLAUPAUSE_CONFIG'],
  overrides: Partial<Record<keyof Settings, unknown>> = {},
): Settings {
  const fromFile = file === undefined ? {} : readYaml(file);
  const known = Object.keys(settingsSchema.shape);
  const fromEnvironment: Record<string, unknown> = {};
  const fromSecretFile: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('BLAUPAUSE_') || OTHER_VARIABLES.has(name) || value === undefined || value === '') continue;
    const key = known.find((candidate) => environmentName(candidate) === name);
    const secret = known.find((candidate) => isSecret(candidate) && `${environmentName(candidate)}_FILE` === name);
    if (secret !== undefined) {
      fromSecretFile[secret] = readSecret(name, value);
      continue;
    }
    if (key === undefined) throw fault('SETTINGS', { detail: `${name} ist keine Einstellung.` });
    fromEnvironment[key] = value;
  }
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  const result = settingsSchema.safeParse(
    { ...standardTraces(environment), ...fromFile, ...fromSecretFile, ...fromEnvironment, ...given },
    {
      error: ({ code }) =>
        code === 'unrecognized_keys' ? 'keine Einstellung' : 'zulässig ist ein Text, der nicht leer ist',
    },
  );
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue?.path.join('.') ?? '';
  const origin = originOf(key, { given, fromEnvironment, fromSecretFile }, file);
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : key;
  throw fault('SETTINGS', { detail: `${name} (${origin}): ${issue?.message ?? 'unzulässig'}.` });
}

/** Whether a setting holds a password: it may stand in a file of its own. */
const isSecret = (key: string): boolean => settingsSchema.shape[key as keyof Settings].meta()?.['secret'] === true;

/** Value of a setting whose variable `…_FILE` names a file, as container engines and systemd hand over secrets. */
function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw fault('FILE', { detail: `${name}: ${file} ist nicht lesbar.`, cause });
  }
}

type Given = Readonly<Record<'given' | 'fromEnvironment' | 'fromSecretFile', Readonly<Record<string, unknown>>>>;

/** Where a wrong value came from, for the message. */
function originOf(key: string, { given, fromEnvironment, fromSecretFile }: Given, file: string | undefined): string {
  if (key in given) return 'Befehlszeile';
  if (key in fromEnvironment) return environmentName(key);
  return key in fromSecretFile ? `${environmentName(key)}_FILE` : (file ?? 'Datei');
}

function readYaml(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw fault('FILE', { detail: `${file} ist nicht lesbar.`, cause });
  }
  let value: unknown;
  try {
    value = parseYaml(text) ?? {};
  } catch (cause) {
    const { code, linePos } = cause as Partial<YAMLError>;
    const line = linePos?.[0].line;
    const detail = `${file}: ${yamlFehler(code ?? '')}`;
    throw fault('SETTINGS', { detail, cause, ...(line === undefined ? {} : { line }) });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fault('SETTINGS', { detail: `${file} muss Schlüssel und Werte enthalten.` });
  }
  return value as Record<string, unknown>;
}

/** The settings reference as a Markdown table, from the schema itself. */
export function settingsReference(): string {
  const rows = Object.entries(settingsSchema.shape).map(([key, schema]) => {
    const fallback = schema.safeParse(undefined);
    const standard = fallback.success && fallback.data !== undefined ? `\`${String(fallback.data)}\`` : '–';
    return `| \`${key}\` | \`${environmentName(key)}\` | ${standard} | ${schema.description ?? ''} |`;
  });
  return ['| key in the YAML file | environment | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}
