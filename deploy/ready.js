// Health check of a container: exits 0 when the address given answers 200. The certificate is not looked at, because
// the question goes to this container itself.
//   node ready.js https://127.0.0.1:8443/health/ready
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

const [address = 'https://127.0.0.1:8443/health/ready'] = process.argv.slice(2);
const request = address.startsWith('https:') ? secure : plain;
const asked = request(address, { rejectUnauthorized: false, timeout: 3000 }, (answer) =>
  process.exit(answer.statusCode === 200 ? 0 : 1),
);
asked.on('timeout', () => process.exit(1));
asked.on('error', () => process.exit(1));
asked.end();
