// MJML on standard input; what the official compiler makes of it, and what it says against it.
import { readFileSync } from "node:fs";
import mjml2html from "mjml";

const { html, errors } = await mjml2html(readFileSync(0, "utf8"), { fonts: {}, validationLevel: "soft" });
console.log(JSON.stringify({ html, errors: errors.map((error) => error.formattedMessage) }));
