/** Leaving, and being answered elsewhere: the chat says how it asks, and buttons in messages ask for one of the ways. */
export type Way = "email" | "phone";
export const ways = { ask: (_only?: Way): void => {} };

/** What a button of the shop stands for when its value is "leave:phone" or "leave:email". */
export const wayOf = (value: string): Way | undefined => (value === "leave:email" ? "email" : value === "leave:phone" ? "phone" : undefined);
