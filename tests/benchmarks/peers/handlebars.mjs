// The best peer: MJML compiled once, Handlebars for each mail, nodemailer's composer for the message.
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import mjml2html from "mjml";
import { measure } from "./measure.mjs";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const { html, errors } = await mjml2html(read("digest.mjml"), { fonts: {} });
if (errors.length) throw new Error(errors.map((error) => error.formattedMessage).join("\n"));
const fillHtml = Handlebars.compile(html);
const fillText = Handlebars.compile(read("digest.txt"), { noEscape: true });
await measure((values) => ({ html: fillHtml(values), text: fillText(values) }));
