// nodemailer's pool: PORT CONNECTIONS COUNT FILE. Prints the seconds that COUNT messages took.
import { readFileSync } from "node:fs";
import nodemailer from "nodemailer";

const [port, connections, count, file] = process.argv.slice(2);
const rest = readFileSync(file, "utf8");
const pool = nodemailer.createTransport({
  host: "127.0.0.1", port: Number(port), pool: true, maxConnections: Number(connections), maxMessages: Infinity,
  secure: false, ignoreTLS: true,
});
const started = performance.now();
const sent = [];
for (let number = 0; number < Number(count); number++) {
  const raw = `Subject: Matin\r\nMessage-ID: <${number}@lalagune.example>\r\n\r\n${rest}`;
  const envelope = { from: "matin@lalagune.example", to: [`r${number}@lecteurs.example`] };
  sent.push(pool.sendMail({ envelope, raw }));
}
await Promise.all(sent);
console.log((performance.now() - started) / 1000);
pool.close();
