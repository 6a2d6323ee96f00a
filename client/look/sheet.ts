/** Pictures of one moment or state. */
export interface Group {
  readonly name: string;
  readonly files: string[];
}

/** The contact sheet as one page: a heading for each moment or state, its pictures below, each a link to itself at full size. */
export function sheet(groups: readonly Group[]): string {
  const sections = groups.map(({ name, files }) => {
    const figures = files.map(
      (file) =>
        `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${captionOf(file)}</figcaption></figure>`,
    );
    return `<h2 id="${slug(name)}">${name}</h2>\n<div>${figures.join('\n')}</div>`;
  });
  const links = groups.map(({ name, files }) => `<a href="#${slug(name)}">${name}</a> (${files.length})`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Turnout: contact sheet</title>
<style>body{font:14px system-ui;background:#777;color:#fff;margin:1rem}nav{line-height:1.8}a{color:inherit}
div{display:grid;grid-template-columns:repeat(auto-fill,minmax(24rem,1fr));gap:1rem;align-items:start}
figure{margin:0}img{max-width:100%;max-height:30rem}</style>
<nav>${links.join(' · ')}</nav>
${sections.join('\n')}</html>\n`;
}

function captionOf(file: string): string {
  return file.replace('.png', '').replaceAll('-', ' ');
}

function slug(name: string): string {
  return name.replaceAll(/[^\w]+/gu, '-');
}
