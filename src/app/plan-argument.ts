/** How a user names a plan on a command line: short, unique where plans have different names, safe from the shell. */
export const planArgument = ({ name }: { readonly name: string }): string =>
  /^[\p{L}\p{M}\p{N}_.+,:@/-]+$/u.test(name) ? `@${name}` : `'@${name.replaceAll("'", "'\\''")}'`;
