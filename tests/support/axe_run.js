// Runs rules of axe-core, or every one but those of level AAA and those it has given up itself, where
// there is anything within `within`; asks for the code of axe to be in the page. Gives a line a fault,
// and a line for what axe could not tell.
async ({ rules, without, within }) => {
  const places = within ? [...document.querySelectorAll(within)] : document;
  if (places.length === 0) return [[], []];
  const LEFT_OUT = ["deprecated", "wcag2aaa", "review-item"];
  const all = axe.getRules().filter(({ tags }) => !LEFT_OUT.some((tag) => tags.includes(tag))).map(({ ruleId }) => ruleId);
  const unknown = [...rules, ...without].filter((rule) => !all.includes(rule));
  if (unknown.length) throw new Error(`axe has no such rule: ${unknown}`);
  const values = rules.length ? rules : all.filter((rule) => !without.includes(rule));
  // Chromium gives this one as if no colours were forced; without it axe takes the text's colour.
  const value = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return name === "-webkit-text-fill-color" ? "" : value.call(this, name);
  };
  // What is off screen may not be laid out, and then lies where the page guesses, over other things.
  const guessed = [...document.querySelectorAll("body *")].filter((one) => getComputedStyle(one).contentVisibility === "auto");
  for (const one of guessed) one.style.contentVisibility = "visible";
  const found = await axe.run(places, {
    elementRef: true,
    resultTypes: ["violations", "incomplete"],
    runOnly: { type: "rule", values },
  });
  // Figures of Burmese axe takes for pictures, so that it cannot find them in the link's name.
  const told = ({ element }) => element.ariaLabel?.includes(element.textContent.trim());
  for (const result of found.incomplete) {
    if (result.id === "label-content-name-mismatch") result.nodes = result.nodes.filter((node) => !told(node));
  }
  for (const one of guessed) one.style.removeProperty("content-visibility");
  CSSStyleDeclaration.prototype.getPropertyValue = value;
  const lines = (results) => results.flatMap(({ id, help, nodes }) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message).join("; ");
    return `${id}: ${node.target.join(" ")} (${why || help})`;
  }));
  return [lines(found.violations), lines(found.incomplete)];
}
