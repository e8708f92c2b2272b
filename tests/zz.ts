import { mkdtempSync } from "node:fs"; import { tmpdir } from "node:os"; import { join } from "node:path"; import { randomUUID } from "node:crypto";
import { openApp } from "#app/app.server.ts"; import { bookSlot } from "#app/features/bookings/book-slot.server.ts"; import { beginSession } from "#app/features/people/begin-session.server.ts"; import { makeDueSlots } from "#app/features/slots/make-slots.server.ts"; import { readConfig } from "#app/platform/config.server.ts"; import { stoppedClock } from "#app/time/clock.ts"; import { seedDemo } from "#db/seeds/seed-demo.ts"; import { NOW } from "./support/now.ts"; import { Session } from "node:inspector/promises"; import { writeFileSync } from "node:fs";
import { Kysely } from "kysely"; import { openStore } from "#db/dialect.ts";
const f = join(mkdtempSync(join(tmpdir(),"b-")),"n.db");
const app = Object.assign(await openApp(readConfig({ DATABASE_URL: `file:${f}`, NUANYI_TEST: "1", NUANYI_RATE_LIMITS: "off", LOG_LEVEL: "silent" })), { clock: stoppedClock(NOW) });
await seedDemo(app); while ((await makeDueSlots(app)) > 0);
const slot = await app.db.selectFrom("slots").innerJoin("services", "services.id", "slots.service_id").select(["slots.id", "slots.service_id", "slots.date"]).where("services.name", "=", "骑手门诊").where("starts_at", ">", "2026-11-25").orderBy("starts_at").executeTakeFirstOrThrow();
await app.db.updateTable("slots").set({ capacity: 5000 }).where("id", "=", slot.id).execute();
await app.db.updateTable("service_days").set({ quota: null }).where("service_id", "=", slot.service_id).where("date", "=", slot.date).execute();
const ds = []; for (let i=0;i<3000;i++) ds.push((await beginSession(app,"zh")).deviceId);
{ const seen: string[] = []; const w = new Kysely({ dialect: openStore(`file:${f}`).dialect, log: ({query}) => void seen.push(query.sql) }) as any; await bookSlot({...app, db: w}, {deviceId: ds[2999]!}, randomUUID(), {slotId: slot.id, riderKind: "food-rider"}); console.log(seen.map(s=>s.slice(0,110)).join("\n")); }
for (let i=0;i<500;i++) await bookSlot(app,{deviceId: ds[i]!}, randomUUID(), {slotId: slot.id, riderKind:"food-rider"});
const s = new Session(); s.connect(); await s.post("Profiler.enable"); await s.post("Profiler.start");
const t=performance.now(); for (let i=500;i<2500;i++) await bookSlot(app,{deviceId: ds[i]!}, randomUUID(), {slotId: slot.id, riderKind:"food-rider"}); console.log("in-process/s", 2000/((performance.now()-t)/1000));
const { profile } = await s.post("Profiler.stop"); 
const self = new Map<string, number>(); const dt = profile.timeDeltas!; const byId = new Map(profile.nodes.map((n)=>[n.id,n]));
profile.samples!.forEach((id,i)=>{ const n = byId.get(id)!; const k = `${n.callFrame.functionName} ${n.callFrame.url.split("/").slice(-2).join("/")}:${n.callFrame.lineNumber}`; self.set(k,(self.get(k)??0)+dt[i]!); });
console.log([...self].sort((a,b)=>b[1]-a[1]).slice(0,25).map(([k,v])=>`${(v/2000/1000).toFixed(3)}ms ${k}`).join("\n"));
process.exit(0);
