"use strict";

// Says „wahr“ or „falsch“ to a sentence: one point, with its answer, and where somebody stopped.
var Test = window.Test || {};

Test.Scored = function (params, contentId, extras) {
  H5P.EventDispatcher.call(this);
  this.contentId = contentId;
  let answer = extras?.previousState?.answer ?? "";
  let finished = Boolean(extras?.previousState?.finished);
  let line;

  const isRight = () => answer === String(params.correct);
  const say = () => {
    line.textContent = answer ? `Gewählt: ${answer}${finished ? ", geprüft" : ""}` : "";
    this.trigger("resize");
  };

  const statement = (verb) => {
    const event = this.createXAPIEventTemplate(verb);
    const definition = event.data.statement.object.definition;
    definition.interactionType = "true-false";
    definition.description = { "en-US": params.question };
    event.setScoredResult(this.getScore(), this.getMaxScore(), this, true, isRight());
    event.data.statement.result.response = answer;
    return event;
  };

  const button = (words, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = words;
    element.addEventListener("click", act);
    return element;
  };

  const choose = (value) => () => {
    answer = value;
    this.triggerXAPI("interacted");
    say();
  };

  this.getScore = () => (isRight() ? 1 : 0);
  this.getMaxScore = () => 1;
  this.isFinished = () => finished;
  this.getCurrentState = () => ({ answer, finished });
  this.getXAPIData = () => ({ statement: statement("answered").data.statement });

  this.attach = (container) => {
    line = document.createElement("p");
    line.setAttribute("role", "status");
    const check = button("Prüfen", () => {
      finished = true;
      say();
      this.trigger(statement("answered"));
    });
    const words = [button("Wahr", choose("true")), button("Falsch", choose("false")), check];
    container[0].append(TestBase.heading(params.question || "Test scored"), ...words, line);
    say();
  };

  if (params.boasts) {
    // Reports a full score while it loads, as some real content types do.
    H5P.externalDispatcher.once("initialized", () => {
      answer = String(params.correct);
      this.trigger(statement("answered"));
    });
  }
};
Test.Scored.prototype = Object.create(H5P.EventDispatcher.prototype);
// Under this name the server knows how it is scored.
H5P.TrueFalse = Test.Scored;
