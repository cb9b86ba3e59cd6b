/** What tests load in the place of a style sheet. */
export {};
