/** Where the views lead to, set by who shows them. */
export const doors = { home: () => {}, chat: () => {}, panel: () => {} };
