/** npm's lock file, as far as a release reads it. */

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly hasInstallScript?: true;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  /** By path from the root, "" for the product itself. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Without packages of these names, which others must name as optional, and without what only they need. */
export function lockWithout(lock: LockFile, names: readonly string[]): LockFile {
  const packages = Object.fromEntries(
    Object.entries(lock.packages).map(([path, one]) => [path, withoutOptional(one, names)]),
  );
  const reached = new Set<string>();
  const open = [""];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const { dependencies, optionalDependencies } = packages[path]!;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = foundFrom(packages, path, name);
      if (found !== undefined) open.push(found);
    }
  }
  return {
    ...lock,
    packages: Object.fromEntries(Object.entries(packages).filter(([path]) => reached.has(path))),
  };
}

function withoutOptional(one: LockedPackage, names: readonly string[]): LockedPackage {
  if (!one.optionalDependencies) return one;
  const left = Object.entries(one.optionalDependencies).filter(([name]) => !names.includes(name));
  return { ...one, optionalDependencies: Object.fromEntries(left) };
}

/** Where Node finds a package that another one asks for: in its own folder, or in one above. */
function foundFrom(packages: LockFile["packages"], path: string, name: string): string | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const candidate = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (at === "") return undefined;
  }
}
