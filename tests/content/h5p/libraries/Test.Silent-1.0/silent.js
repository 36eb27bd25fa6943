"use strict";

// Says nothing of what happens in it, and keeps what was typed.
var Test = window.Test || {};

Test.Silent = function (params, contentId, extras) {
  H5P.EventDispatcher.call(this);
  this.contentId = contentId;
  const field = document.createElement("input");
  field.setAttribute("aria-label", "Notiz");
  field.value = extras?.previousState?.text ?? "";
  this.getCurrentState = () => ({ text: field.value });
  this.attach = (container) => {
    container[0].append(TestBase.heading(params.question || "Test silent"), field);
    this.trigger("resize");
  };
};
Test.Silent.prototype = Object.create(H5P.EventDispatcher.prototype);
