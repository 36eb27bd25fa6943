"use strict";

// Several questions of other libraries below each other; completed once each is answered.
var Test = window.Test || {};

Test.Container = function (params, contentId) {
  H5P.EventDispatcher.call(this);
  this.contentId = contentId;
  const questions = [];

  const sum = (what) => questions.reduce((total, question) => total + question[what](), 0);
  const data = () => questions.map((question) => question.getXAPIData());

  const tell = () => {
    if (questions.every((question) => question.isFinished())) {
      this.triggerXAPIScored(sum("getScore"), sum("getMaxScore"), "completed", true);
    }
  };

  this.getXAPIData = () => ({
    statement: this.createXAPIEventTemplate("completed").data.statement,
    children: data(),
  });
  this.getCurrentState = () => questions.map((question) => question.getCurrentState());

  this.attach = (container) => {
    container[0].append(TestBase.heading(params.title || "Test container"));
    for (const question of params.questions ?? []) {
      const place = document.createElement("div");
      container[0].append(place);
      const instance = H5P.newRunnable(question, contentId, H5P.jQuery(place), true, {
        parent: this,
      });
      instance.on("xAPI", (event) => {
        if (event.getVerb() === "answered") setTimeout(tell, 0);
      });
      questions.push(instance);
    }
    this.trigger("resize");
  };
};
Test.Container.prototype = Object.create(H5P.EventDispatcher.prototype);
H5P.QuestionSet = Test.Container;
