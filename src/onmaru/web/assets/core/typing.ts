/** Whether a key belongs to a syllable being composed. Safari ends the composition first and then sends the Enter that ended it: only 229 tells. */
export const composing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

const TYPED = "input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=file],[type=range]),textarea,select,[contenteditable]:not([contenteditable=false])";

export const typing = (target: EventTarget | null): boolean => target instanceof Element && target.closest(TYPED) !== null;
