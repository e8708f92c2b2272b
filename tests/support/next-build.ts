import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The built product once more as another build would be: every hashed file has another name, the version is another, and files of
 * the first build are not there. Inside `build/`, so that packages are found.
 */
export function makeNextBuild(): string {
  const folder = join("build", "next");
  rmSync(folder, { recursive: true, force: true });
  for (const part of ["client", "server"]) cpSync(join("build", part), join(folder, part), { recursive: true });
  const assets = join(folder, "client", "assets");
  const names = readdirSync(assets);
  const version = /"version":"(\w+)"/.exec(
    readFileSync(
      join(
        assets,
        names.find((name) => /^manifest-.*\.js$/.test(name))!,
      ),
      "utf8",
    ),
  )![1]!;
  const next = (name: string) => name.replace(/(\.\w+)$/, "n$1");
  const files = (path: string): string[] =>
    readdirSync(path).flatMap((name) =>
      statSync(join(path, name)).isDirectory() ? files(join(path, name)) : [join(path, name)],
    );
  for (const file of files(folder).filter((name) => /\.(js|css)$/.test(name))) {
    let text = readFileSync(file, "utf8").replaceAll(version, `${version}n`);
    for (const name of names) text = text.replaceAll(name, next(name));
    writeFileSync(file, text);
  }
  for (const name of names)
    renameSync(
      join(assets, name),
      join(assets, name.includes(version) ? name.replaceAll(version, `${version}n`) : next(name)),
    );
  return folder;
}
