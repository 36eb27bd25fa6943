// Shows a page as it comes out of the printer, for the preview in the editor: rules for print
// hold, rules for screens do not, and paper is white.
function turn(rules) {
  for (const rule of rules) {
    if (rule.media && !rule.styleSheet) {
      const text = rule.media.mediaText;
      if (/\bprint\b/.test(text)) rule.media.mediaText = text.replace(/\bprint\b/g, "all");
      else if (/\bscreen\b/.test(text)) rule.media.mediaText = "not all";
    }
    turn(rule.styleSheet?.cssRules ?? rule.cssRules ?? []);
  }
}

document.documentElement.dataset.theme = "light";
document.documentElement.dataset.media = "print";
for (const sheet of document.styleSheets) turn(sheet.cssRules);
