import routes from "#app/routes.ts";

export interface Entry {
  path?: string | undefined;
  index?: boolean | undefined;
  file: string;
  children?: Entry[] | undefined;
}

/** Every address of the table with the file that answers it; layouts have none of their own. */
export const addresses = (entries: Entry[] = routes as Entry[], before = ""): [string, string][] =>
  entries.flatMap(({ path, index, file, children }) => {
    const here = [before, path].filter(Boolean).join("/");
    return [
      ...(path !== undefined || index ? [[`/${here}`, file] as [string, string]] : []),
      ...addresses(children ?? [], here),
    ];
  });
