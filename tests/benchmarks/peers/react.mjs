// react-email: components rendered for each mail, its own plain text, nodemailer's composer for the message.
import * as mail from "@react-email/components";
import { render, toPlainText } from "@react-email/render";
import { createElement as h } from "react";
import { measure } from "./measure.mjs";

const small = { fontSize: "13px", lineHeight: "21px", margin: 0 };
const title = { color: "#1F1A15", textDecoration: "none" };

const picture = (story, width) =>
  story.picture && h(mail.Img, { src: story.picture.url, alt: story.picture.alt, width, style: { borderRadius: "6px" } });

function Story({ story, level, width }) {
  return h(
    mail.Section,
    { style: { padding: "0 0 20px" } },
    picture(story, width),
    h(mail.Text, { style: small }, h("span", { className: "pill" }, story.category), " ", h("b", null, story.country), " · ", story.source),
    h("div", { lang: story.language, dir: story.direction },
      h(mail.Heading, { as: level, style: { margin: "8px 0 0" } }, h(mail.Link, { href: story.link, style: title }, story.title)),
      h(mail.Text, { style: { margin: "6px 0 0", fontSize: "17px", lineHeight: "26px" } }, story.summary)),
  );
}

function Digest(values) {
  return h(
    mail.Html,
    { lang: "fr", dir: "ltr" },
    h(mail.Head, null, h("title", null, values.subject)),
    h(mail.Preview, null, values.preheader),
    h(mail.Body, { style: { backgroundColor: "#EFE6D6", fontFamily: "Georgia, serif" } },
      h(mail.Container, { style: { width: "600px", backgroundColor: "#FFFDF8" } },
        h(mail.Text, { style: small }, values.date, " ", h(mail.Link, { href: values.online }, values.onlineWord)),
        h(mail.Heading, { as: "h1" }, values.masthead),
        h(mail.Text, { style: small }, h("b", null, values.name), ` · ${values.minutes} min`),
        h(mail.Text, null, values.intro),
        values.essentials.map((story) => h(mail.Text, { key: story.id }, `${story.number} `, h("b", null, `${story.country}. `), story.title)),
        h(Story, { story: values.lead, level: "h2", width: 600 }),
        values.sections.map((section) =>
          h(mail.Section, { key: section.title },
            h(mail.Heading, { as: "h2" }, section.title),
            section.stories.map((story) => h(Story, { key: story.id, story, level: "h3", width: 136 })))),
        h(mail.Text, { style: small }, `${values.name}, ${values.schedule}: ${values.email}`),
        h(mail.Text, { style: small }, values.countries, h("br"), values.categories),
        h(mail.Text, { style: small }, h(mail.Link, { href: values.url }, values.unsubscribeWord)),
        h(mail.Text, { style: small }, values.address)),
    ),
  );
}

await measure(async (values) => {
  const html = await render(h(Digest, values));
  return { html, text: toPlainText(html) };
});
