/** What is said of a name that is made from a title. `form`: the command that takes another. */
export const madeName = (name: string, form: string): string =>
  `The name ${name} is made from the title; ${form} takes one of yours.`;
