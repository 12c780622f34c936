// Reads the readers that bench_mail.py has written down, makes a whole message for each, and tells what it took.
import { readFileSync } from "node:fs";
import MailComposer from "nodemailer/lib/mail-composer/index.js";

/** A reader's choice as a template sees it; stories are shared objects, so this costs next to nothing. */
function context(data, reader) {
  const story = (id) => data.stories[id];
  return {
    ...data.edition,
    ...reader,
    lead: story(reader.lead),
    essentials: reader.essentials.map((id, n) => ({ ...story(id), number: n + 1 })),
    sections: reader.sections.map(({ title, ids }) => ({ title, stories: ids.map(story) })),
  };
}

function compose(data, reader, { html, text }) {
  const mail = new MailComposer({
    from: data.edition.sender,
    to: reader.email,
    subject: reader.subject,
    html,
    text,
    headers: {
      "List-Unsubscribe": { prepared: true, foldLines: false, value: `<${reader.url}>` },
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "List-Id": data.edition.listId,
      "Auto-Submitted": "auto-generated",
      Precedence: "bulk",
    },
  });
  return mail.compile().build();
}

/** `fill(context)` gives html and text. Prints microseconds a mail, after as many to warm up, and bytes a mail. */
export async function measure(fill) {
  const [path, count, warm] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
  const data = JSON.parse(readFileSync(path, "utf8"));
  let start = process.hrtime.bigint();
  let bytes = 0;
  for (let n = 0; n < warm + count; n++) {
    if (n === warm) [start, bytes] = [process.hrtime.bigint(), 0];
    const reader = data.readers[n % data.readers.length];
    bytes += (await compose(data, reader, await fill(context(data, reader)))).length;
  }
  const microseconds = Number(process.hrtime.bigint() - start) / 1000 / count;
  console.log(JSON.stringify({ microseconds, bytes: bytes / count }));
}
