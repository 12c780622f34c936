// HTML on standard input; what html-validate says against it by the rules for mails in html-validate.json.
import { readFileSync } from "node:fs";
import { HtmlValidate } from "html-validate";

const rules = JSON.parse(readFileSync(new URL("html-validate.json", import.meta.url), "utf8"));
const report = await new HtmlValidate(rules).validateString(readFileSync(0, "utf8"));
const messages = report.results.flatMap((result) => result.messages);
console.log(JSON.stringify(messages.map(({ ruleId, message, line }) => `${ruleId} (line ${line}): ${message}`)));
