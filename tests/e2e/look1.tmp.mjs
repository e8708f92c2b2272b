import { boot, OUT } from "./look.tmp.mjs";
const { origin, browser, stop } = await boot();
const api = async (m, p, token, body, h = {}) => { const r = await fetch(`${origin}/api/v1${p}`, { method: m, headers: { ...(token && { authorization: `Bearer ${token}` }), "content-type": "application/json", ...h }, ...(body && { body: JSON.stringify(body) }) }); const t = await r.text(); try { return { s: r.status, j: JSON.parse(t) }; } catch { return { s: r.status, t }; } };
const near = await api("GET", "/points?near=30.5727,114.2706&kind=rider-clinic");
const clinic = near.j.features[0].id;
const svcs = (await api("GET", `/points/${clinic}/services`)).j.services;
const slots = (await api("GET", `/services/${svcs[0].id}/slots?from=2026-11-24&to=2026-11-24`)).j.slots.filter((s) => s.state === "open");
const codes = [];
for (let i = 0; i < 12; i++) { const token = (await api("POST", "/sessions")).j.token; const b = await api("POST", "/bookings", token, { slot_id: slots[2 + Math.floor(i / 1.5)].id, rider_kind: i % 2 ? "courier" : "food-rider", ...(i % 3 === 0 && { name: ["老张", "欧阳娜娜的表弟阿卜杜拉·买买提", "李师傅"][i % 4 % 3], phone: `1380000${1000 + i}`, note: "右膝" }) }, { "idempotency-key": crypto.randomUUID() }); codes.push(b.j.code ?? b); }
const manager = await (await fetch(`${origin}/test/sign-in`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ role: "manager", point_id: clinic }) })).json();
for (let i = 0; i < 5; i++) console.log((await api("POST", `/points/${clinic}/tickets`, manager.token, { service_id: svcs[0].id })).j.label);
console.log(await api("POST", `/services/${svcs[0].id}/call-next`, manager.token, { window: "1 号窗口" }));
console.log(await api("POST", "/check-ins", manager.token, { code: codes[0], proof: "uniform" }));
const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: "zh-CN" });
const page = await context.newPage();
page.on("console", (m) => { if (m.type() === "error") console.log("ERR", page.url(), m.text()); });
page.on("pageerror", (e) => console.log("PAGEERR", e.message));
const shot = async (name, full = false) => { await page.waitForTimeout(500); await page.screenshot({ path: `${OUT}/${name}.png`, fullPage: full }); };
await page.goto(`${origin}/staff`); await shot("staff");
await page.getByRole("button", { name: "站点负责人" }).click();
await page.waitForURL(/desk/); await shot("desk");
await page.locator(".desk-row").nth(2).click(); await shot("desk-person");
for (const p of ["slots", "calendar", "roster", "day", "people", "tasks", "poster", "book", "services"]) { await page.goto(`${origin}/desk/${clinic}/${p}`); await shot(`desk-${p}`, true); }
await page.goto(`${origin}/duty`); await shot("duty"); await page.goto(`${origin}/duty/ways`); await shot("ways", true);
await page.goto(`${origin}/screen/${clinic}`); await shot("wall");
await page.goto(`${origin}/staff`); await page.request.post(`${origin}/staff/out`, { headers: { origin } }).catch(() => 0);
await context.clearCookies();
await page.goto(`${origin}/staff`); await page.getByRole("button", { name: "城市运营" }).click(); await page.waitForURL(/city/); await page.waitForTimeout(800); await shot("city");
for (const p of ["weather", "table", "trail", "people", "import", "points/new"]) { await page.goto(`${origin}/city/${p}`); await shot(`city-${p.replace("/", "-")}`, true); }
const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "zh-CN", hasTouch: true, isMobile: true })).newPage();
await phone.goto(`${origin}/points/${clinic}`); await phone.screenshot({ path: `${OUT}/phone-point.png` });
await phone.goto(`${origin}/door/${clinic}`); await phone.screenshot({ path: `${OUT}/phone-door.png` });
await phone.goto(`${origin}/me`); await phone.screenshot({ path: `${OUT}/phone-me.png`, fullPage: true });
await phone.goto(`${origin}/me/phone`); await phone.screenshot({ path: `${OUT}/phone-phone.png` });
await stop();
