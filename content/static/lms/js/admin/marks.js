// Terms and sources in Wagtail's rich-text editor. Choosing and tooltip are Wagtail's; ours is that
// an author's words stay, and that a citation brings its own.
(() => {
  const { draftail, DraftJS, React } = window;
  const { EditorState, Modifier } = DraftJS;

  class MarkSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      const { type, chooserUrls } = this.props.entityType;
      return {
        url: chooserUrls.chooser,
        urlParams: type === "SOURCE" ? { cite: 1 } : {},
        onload: { ...window.CHOOSER_MODAL_ONLOAD_HANDLERS, place: askForPlace },
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData({ id, string }) {
      return { id, label: string };
    }

    // Wagtail's own onChosen knows which of its entities can be edited, not ours.
    onChosen(chosen) {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "MUTABLE", this.filterEntityData(chosen));
      const key = content.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const words = chosen.words || chosen.string;
      const marked = selection.isCollapsed()
        ? Modifier.insertText(content, selection, words, editorState.getCurrentInlineStyle(), key)
        : Modifier.applyEntity(content, selection, key);
      this.workflow.close();
      onComplete(EditorState.push(editorState, marked, "apply-entity"));
    }
  }

  function askForPlace(modal) {
    modal.ajaxifyForm(modal.body.find("form"));
    modal.body.find("[name=place]").trigger("focus");
  }

  function markShownWith(icon) {
    return (props) => {
      const { label } = props.contentState.getEntity(props.entityKey).getData();
      return React.createElement(draftail.TooltipEntity, {
        ...props,
        icon: React.createElement(window.wagtail.components.Icon, {
          name: label ? icon : "warning",
        }),
        label: label || "?",
      });
    };
  }

  for (const [type, icon] of [
    ["TERM", "openquote"],
    ["SOURCE", "doc-full"],
  ]) {
    draftail.registerPlugin(
      { type, source: MarkSource, decorator: markShownWith(icon) },
      "entityTypes",
    );
  }
})();
