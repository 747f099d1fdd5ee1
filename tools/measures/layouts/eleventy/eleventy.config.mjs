// Markdown to pages with one layout; no template language runs in the texts.

export const config = {
  dir: { input: "pages", includes: "../_includes", data: "../_data" },
  markdownTemplateEngine: false,
};
