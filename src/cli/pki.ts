import type { Command } from 'commander';
import type { KeyPurpose } from '../crypto/index.ts';
import { fault } from '../platform/errors.ts';
import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import { resolvePath } from '../platform/paths.ts';
import { print, printJson, type Register, remark } from './output.ts';

const KEY_PURPOSES = ['tls', 'signature', 'encryption'] as const satisfies readonly KeyPurpose[];
const DEFAULT_DIR = 'certs-dev/pki';
const DEFAULT_PROFILE = 'profiles/demo.yaml';

/** `blaupause pki init|issue|revoke`: the development PKI. */
export const registerPki: Register = (program, done) => {
  const pki = program
    .command('pki')
    .description(
      'Make and keep a development PKI; real installations get their certificates from the administration PKI.',
    )
    .addHelpText('after', '\nExample:\n  blaupause pki init\n  blaupause pki revoke pol:092761440001 signature');

  common(pki.command('init'))
    .description('Make CA, per authority TLS, signing and encryption certificates, and the revocation list.')
    .option('--pkcs12', 'also write PKCS#12 files; password from BLAUPAUSE_PKCS12_PASSWORD')
    .option('--force', 'replace an existing PKI')
    .addHelpText('after', '\nExample:\n  blaupause pki init --dir certs-dev/pki --profile profiles/demo.yaml')
    .action(async (options: CommonOptions & { pkcs12?: boolean; force?: boolean }) => {
      const { initPki, loadProfile } = await import('../profile/index.ts');
      const password = options.pkcs12 ? pkcs12Password() : undefined;
      const summary = await initPki({
        dir: options.dir,
        profile: loadProfile(resolvePath(options.profile)),
        ...(password === undefined ? {} : { pkcs12Password: password }),
        ...(options.force === undefined ? {} : { force: options.force }),
        progress: ({ done: made, total, name }) => {
          if (!options.json) remark(`  ${made}/${total} ${name}`);
        },
      });
      if (options.json) printJson({ ok: true, ...summary });
      else {
        const verb = summary.created ? 'Erzeugt' : 'Schon vorhanden';
        print(
          `${verb}: ${summary.participants} Teilnehmer in ${summary.dir}, gültig bis ${summary.validUntil.toISOString().slice(0, 10)}.`,
        );
      }
      done(0);
    });

  pki
    .command('log-key')
    .description(
      'Make the key of the transparency log that all gateways of an installation share (setting logKeyFile).',
    )
    .argument('<file>', 'where to write it; never replaces a file')
    .option('--profile <file>', 'profile that names the gateway', DEFAULT_PROFILE)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  blaupause pki log-key /etc/blaupause/log-key.pem --profile profil.yaml')
    .action(async (file: string, options: { profile: string; json?: boolean }) => {
      const { loadProfile } = await import('../profile/index.ts');
      const { logOriginOf, makeLogKey } = await import('../transparency/index.ts');
      const { gateway } = loadProfile(resolvePath(options.profile));
      const { verifierKey } = await makeLogKey(file, logOriginOf(gateway.schluessel));
      if (options.json) printJson({ ok: true, file, verifierKey });
      else {
        print(verifierKey);
        remark(`${file} gehört auf jedes Gateway und in die Sicherung: ohne ihn endet das Protokoll.`);
      }
      done(0);
    });

  common(pki.command('issue'))
    .description('Issue a new certificate to an authority; the former one stays valid until it is revoked.')
    .argument('<key>', 'Organisationsschlüssel, e.g. bgb:145110000001')
    .argument('<purpose>', `one of ${KEY_PURPOSES.join(', ')}`)
    .addHelpText('after', '\nExample:\n  blaupause pki issue bgb:145110000001 signature')
    .action(async (schluessel: string, purpose: string, options: CommonOptions) => {
      const wanted = purposeOf(purpose);
      const { issueCertificate, loadProfile } = await import('../profile/index.ts');
      const certificate = await issueCertificate({
        dir: resolvePath(options.dir),
        profile: loadProfile(resolvePath(options.profile)),
        schluessel,
        purpose: wanted,
      });
      const summary = {
        serial: certificate.serial,
        fingerprint: certificate.fingerprintSha256,
        subject: certificate.subject,
      };
      if (options.json) printJson({ ok: true, ...summary });
      else print(`Ausgestellt: ${summary.subject}, Seriennummer ${summary.serial}.`);
      done(0);
    });

  common(pki.command('revoke'))
    .description('Revoke a certificate and publish a new revocation list.')
    .argument('<target>', 'Organisationsschlüssel, or serial number or SHA-256 of a certificate')
    .argument('[purpose]', `with an Organisationsschlüssel: one of ${KEY_PURPOSES.join(', ')}`)
    .addHelpText('after', '\nExample:\n  blaupause pki revoke pol:092761440001 signature')
    .action(async (target: string, purpose: string | undefined, options: CommonOptions) => {
      const byAuthority = ORGANISATIONSSCHLUESSEL_PATTERN.test(target);
      if (byAuthority && purpose === undefined)
        throw fault('USAGE', { detail: `Zweck fehlt: ${KEY_PURPOSES.join(', ')}.` });
      if (!byAuthority && purpose !== undefined)
        throw fault('USAGE', { detail: 'Ein Zweck gehört nur zu einem Organisationsschlüssel.' });
      const wanted = byAuthority ? { schluessel: target, purpose: purposeOf(purpose ?? '') } : { id: target };
      const { revokeCertificate } = await import('../profile/index.ts');
      await revokeCertificate({ dir: resolvePath(options.dir), target: wanted });
      if (options.json) printJson({ ok: true, gesperrt: target });
      else print('Gesperrt; die neue Sperrliste gilt ab sofort.');
      done(0);
    });
};

interface CommonOptions {
  readonly dir: string;
  readonly profile: string;
  readonly json?: boolean;
}

const common = (command: Command): Command =>
  command
    .option('--dir <dir>', 'folder of the PKI', DEFAULT_DIR)
    .option('--profile <file>', 'profile that names the authorities', DEFAULT_PROFILE)
    .option('--json', 'print one JSON document');

function purposeOf(text: string): KeyPurpose {
  const purpose = KEY_PURPOSES.find((candidate) => candidate === text);
  if (purpose === undefined)
    throw fault('USAGE', { detail: `Zweck ${text}: erlaubt sind ${KEY_PURPOSES.join(', ')}.` });
  return purpose;
}

function pkcs12Password(): string {
  const password = process.env['BLAUPAUSE_PKCS12_PASSWORD'];
  if (!password) throw fault('USAGE', { detail: 'BLAUPAUSE_PKCS12_PASSWORD ist nicht gesetzt.' });
  return password;
}
