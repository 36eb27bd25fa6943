// Labels of diagrams that lie on each other or outside their picture, and the smallest text in px.
() => {
  const found = [];
  let smallest = 99;
  for (const svg of document.querySelectorAll("svg.kd")) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const name = `${svg.querySelector("title").textContent.slice(0, 30)} (${svg.getAttribute("class")})`;
    const boxes = [];
    for (const text of svg.querySelectorAll("text")) {
      const size = Number(text.getAttribute("font-size"));
      smallest = Math.min(smallest, (size * frame.width) / svg.viewBox.baseVal.width);
      for (const line of text.querySelectorAll("tspan")) {
        const range = document.createRange();
        range.selectNodeContents(line);
        const box = range.getBoundingClientRect();
        if (!line.textContent.trim() || !box.width) continue;
        boxes.push({ words: line.textContent, box, text });
        const out = [frame.left - box.left, box.right - frame.right, frame.top - box.top];
        if (Math.max(...out) > 1 || box.bottom - frame.bottom > 3) {
          found.push(`${name}: outside: ${line.textContent}`);
        }
      }
    }
    boxes.sort((a, b) => a.box.top - b.box.top);
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        if (b.box.top > a.box.bottom) break;
        if (a.text === b.text) continue;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
        if (across > 2 && down > 5) found.push(`${name}: ${a.words} | ${b.words}`);
      }
    });
  }
  const figures = [...document.querySelectorAll(".ui-diagram")];
  const wide = figures.filter((f) => f.scrollWidth > f.clientWidth || f.getBoundingClientRect().right > innerWidth);
  return { smallest, found, sideways: wide.length };
};
