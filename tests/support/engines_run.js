// Asks IBM Equal Access (`ace`) and HTML_CodeSniffer about the page as it is now; gives a line a fault.
async () => {
  // Browsers draw nothing of what is folded away. Equal Access takes it for seen.
  const folded = new CSSStyleSheet();
  folded.replaceSync("details:not([open]) > :not(summary) { display: none !important }");
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, folded];
  // The policy holds WCAG 2.2 A and AA, and what IBM asks beyond it. What it is sure of is a FAIL, a
  // violation or a recommendation; the rest are questions to a person.
  const { results } = await new ace.Checker().check(document, ["IBM_Accessibility"]);
  const failed = results.filter(({ value }) => value[1] === "FAIL")
    .map(({ ruleId, path, message }) => `${ruleId}: ${path.dom} (${message})`);
  await new Promise((done, fail) => HTMLCS.process("WCAG2AA", document, done, fail));
  const errors = HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR)
    .map(({ code, element, msg }) => `${code}: ${element.outerHTML.slice(0, 120)} (${msg})`);
  document.adoptedStyleSheets = before;
  return [...failed, ...errors];
}
