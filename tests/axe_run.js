// Runs every rule of axe-core but those of level AAA and those it has given up itself; asks for
// the code of axe to be in the page. Gives a line a fault, and a line for what axe could not tell.
async () => {
  const LEFT_OUT = ["deprecated", "wcag2aaa", "review-item"];
  const rules = axe.getRules().filter(({ tags }) => !LEFT_OUT.some((tag) => tags.includes(tag)));
  const found = await axe.run(document, {
    resultTypes: ["violations", "incomplete"],
    runOnly: { type: "rule", values: rules.map(({ ruleId }) => ruleId) },
  });
  const lines = (results) => results.flatMap(({ id, help, nodes }) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message).join("; ");
    return `${id}: ${node.target.join(" ")} (${why || help})`;
  }));
  return [lines(found.violations), lines(found.incomplete)];
}
