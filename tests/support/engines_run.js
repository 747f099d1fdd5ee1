// Asks IBM Equal Access (`ace`) and HTML_CodeSniffer about the page as it is now; gives a line a fault.
async () => {
  // Browsers draw nothing of what is folded away. Equal Access takes it for seen.
  const folded = new CSSStyleSheet();
  folded.replaceSync("details:not([open]) > :not(summary) { display: none !important }");
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, folded];
  // The policy holds WCAG 2.2 A and AA, and what IBM asks beyond it. What it is sure of is a FAIL, a
  // violation or a recommendation; the rest are questions to a person. Rules that only ask take half
  // of its time, so they are left out.
  const POLICY = "IBM_Accessibility";
  const checker = new ace.Checker();
  const all = checker.rulesetRules[POLICY];
  const sure = all.filter((id) => /Fail|FAIL/.test(checker.engine.ruleMap[id].run));
  if (sure.length < all.length / 2) throw new Error("Equal Access names its verdicts in another way");
  checker.rulesetRules[POLICY] = sure;
  const { log } = console;
  console.log = () => {}; // on a long page Equal Access says how far it is; the page itself says nothing
  const { results } = await checker.check(document, [POLICY]).finally(() => { console.log = log; });
  const failed = results.filter(({ value }) => value[1] === "FAIL")
    .map(({ ruleId, path, message }) => `${ruleId}: ${path.dom} (${message})`);
  await new Promise((done, fail) => HTMLCS.process("WCAG2AA", document, done, fail));
  const errors = HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR)
    .map(({ code, element, msg }) => `${code}: ${element.outerHTML.slice(0, 120)} (${msg})`);
  document.adoptedStyleSheets = before;
  return [...failed, ...errors];
}
