"use strict";

// What the test libraries share: one heading and one button.
var TestBase = {
  heading: (words) => {
    const heading = document.createElement("h2");
    heading.textContent = words;
    return heading;
  },
};
