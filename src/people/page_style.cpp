#include "people/people.hpp"

namespace goud::people {

// Kept short: it travels with every page. Colours of the house; of the organisation a surface (--br) with what is written
// on it (--bt), and a line (--bd) that can be told from the page.
// clang-format off
std::string page_style(const people::Brand& brand) {
  std::string style = ":root{color-scheme:light dark;--pg:#fbfaf6;--sf:#fff;--ink:#1d1b16;--i2:#55504a;--ln:#e3dfd5;--st:#8a8478;--bad:#a83a24;--gold:#d6a21e;";
  style += "--hd:" + brand.fill_light.colour + ";--ht:" + brand.fill_light.text + ";--br:" + brand.fill_light.colour + ";--bt:" + brand.fill_light.text + ";--bd:" + brand.used_light + "}";
  style += "@media(prefers-color-scheme:dark){:root{--pg:#151410;--sf:#1e1c18;--ink:#f3efe6;--i2:#bdb6a8;--ln:#343027;--st:#8d8678;--bad:#f2907a;--gold:#e6b84a;";
  style += "--br:" + brand.fill_dark.colour + ";--bt:" + brand.fill_dark.text + ";--bd:" + brand.used_dark + "}}";
  style +=
      "*{box-sizing:border-box}html{font:400 16px/1.4 Inter,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;-webkit-text-size-adjust:100%}"
      "body{margin:0;background:var(--pg);color:var(--ink);min-height:100vh}"
      "header{background:var(--hd);color:var(--ht)}.bar{padding:2px 20px;display:flex;align-items:center;min-height:48px;gap:12px}"
      ".lg{font:500 20px/26px Newsreader,Georgia,'Times New Roman',serif;letter-spacing:-.01em;display:flex;gap:9px;align-items:center;min-width:0;overflow-wrap:anywhere}"
      ".lg img{height:28px;width:auto;max-width:120px;background:#fff;border-radius:4px;padding:2px}"
      "header a{margin-left:auto;font-size:14px;min-height:44px;display:flex;align-items:center;color:inherit;text-underline-offset:3px;flex:none}"
      ".sim{background:var(--gold);color:#1d1b16;font-size:13px;line-height:18px;padding:4px 20px;margin:0}"
      "main{max-width:560px;margin:auto;padding:10px 20px 24px}.at{font:500 14px/18px Inter,system-ui,sans-serif;color:var(--i2);margin:0}"
      "h1{font:500 25px/30px Newsreader,Georgia,serif;letter-spacing:-.015em;margin:10px 0 8px}h2{font-size:16px;line-height:21px;margin:0 0 4px}p{margin:0 0 10px}"
      "fieldset,.tx{border:0;padding:0;margin:16px 0 0;min-width:0}.first.tx{margin-top:3px}legend,.lb{font-weight:620;font-size:16px;line-height:21px;padding:0;margin-bottom:7px;display:block}"
      ".first{margin-top:3px}.first>legend,.first>.lb{font:500 25px/29px Newsreader,Georgia,serif;letter-spacing:-.015em;margin-bottom:8px}"
      ".duo{display:grid;grid-template-columns:1fr 1fr;gap:7px}.tri{display:grid;grid-template-columns:repeat(3,1fr);gap:7px}.col{display:grid;gap:7px}"
      ".op{position:relative;display:block}.op input{position:absolute;inset:0;opacity:0;width:100%;height:100%;margin:0;cursor:pointer}"
      ".op span{display:flex;align-items:center;justify-content:center;gap:6px;min-height:46px;height:100%;border:1.5px solid var(--st);border-radius:11px;background:var(--sf);font-weight:560;font-size:14px;line-height:17px;text-align:center;padding:4px 6px;overflow-wrap:anywhere;hyphens:auto}"
      ".e3 .op span{flex-direction:column;gap:1px;min-height:64px}.e3 b{font-size:18px;line-height:18px;font-weight:500}"
      ".op input:checked+span{background:var(--br);border-color:var(--bd);color:var(--bt)}.op input:focus-visible+span,a:focus-visible,button:focus-visible,textarea:focus-visible,input:focus-visible,summary:focus-visible{outline:2px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 5px var(--gold)}"
      "textarea,.tel input,.tx input{font:400 17px/24px Newsreader,Georgia,serif;width:100%;border:1.5px solid var(--st);border-radius:11px;background:var(--sf);color:var(--ink);padding:7px 12px;display:block}textarea{min-height:80px;resize:vertical}"
      ".tel .lb{margin-top:10px}.tel input{height:46px;font:400 16px Inter,system-ui,sans-serif}.sub{font-weight:400;font-size:13px;line-height:17px;color:var(--i2);margin:3px 0 0}"
      ".sc{display:grid;grid-template-columns:repeat(11,1fr);gap:3px}.sc .op span{min-height:44px;border-radius:8px;font-variant-numeric:tabular-nums;padding:0}"
      ".ends{display:flex;justify-content:space-between;gap:12px;font-size:12px;line-height:15px;color:var(--i2);margin-top:3px}"
      ".ck{display:flex;gap:10px;align-items:center;min-height:44px;font-size:15px}.ck input{width:22px;height:22px;accent-color:var(--bd);flex:none;margin:0}"
      "button{width:100%;min-height:48px;border:0;border-radius:12px;background:var(--br);color:var(--bt);font:620 17px Inter,system-ui,sans-serif;margin-top:12px;cursor:pointer}"
      ".er{color:var(--bad);font-size:14px;line-height:18px;font-weight:560;margin:6px 0 0}.bad{border-left:3px solid var(--bad);padding:2px 0 2px 12px;margin:8px 0 4px}.bad a,.go{color:inherit}.trial{border-left:3px solid var(--st);padding:2px 0 2px 12px;margin:8px 0 12px;font-size:14px;line-height:19px}.bad ul{margin:0 0 6px;padding-left:18px}.bad li,.go{line-height:24px}.go{font-weight:560;text-underline-offset:3px}"
      "footer{max-width:560px;margin:auto;padding:0 20px 28px;font-size:12px;line-height:17px;color:var(--i2)}footer>p{border-top:1px solid var(--ln);padding-top:8px;margin:0}summary{min-height:32px;line-height:32px;cursor:pointer;text-decoration:underline;text-underline-offset:3px}details p{margin:0 0 6px}"
      "@supports selector(:has(*)){.tel{display:none}form:has(.bel:checked) .tel{display:block}}"
      "@media(max-width:359px){main,footer,.bar,.sim{padding-left:16px;padding-right:16px}.sc{grid-template-columns:repeat(6,1fr)}.tri:not(.e3){grid-template-columns:1fr}}"
      "@media(min-width:700px){main{padding-top:34px}.first>legend,.first>.lb{font-size:34px;line-height:40px}.sc{gap:6px}}"
      "@media(forced-colors:active){.op input:checked+span{outline:3px solid Highlight;outline-offset:-4px}}";
  return style;
}
// clang-format on

}  // namespace goud::people
