import { useState } from "react";
import { useOutbox } from "#app/features/ground/outbox/ui/use-outbox.ts";
import { serverNow } from "#app/device/server-clock.ts";
import { NO_VISITS } from "#app/features/visiting/visits/visit.ts";
import { useStaffWords } from "#app/words/language.tsx";
import { deskCheckIn, deskVisit } from "#app/features/watching/desk/unsent-on-device.ts";
import { OutboxList, VisitButtons } from "./desk-foot.tsx";
import { FindBooking } from "./find-booking.tsx";

const nothing = () => undefined;

/** A desk that was opened without network: no list and no names, which no tablet keeps; codes are checked in and visits counted, and sent later. */
export function DeskWithoutNetwork({ pointId }: { pointId: string }) {
  const { t, language } = useStaffWords();
  const outbox = useOutbox(pointId, nothing);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <main id="main" className="desk" tabIndex={-1}>
      <header className="desk-top">
        <h1>{t("desk.title")}</h1>
      </header>
      <p className="banner" role="status">
        {t("desk.reopened")}
      </p>
      <OutboxList list={outbox.list} onDrop={outbox.drop} />
      <VisitButtons
        visits={NO_VISITS}
        outbox={outbox.list}
        onVisit={(kind) =>
          void serverNow().then((at) => outbox.put(deskVisit(pointId, crypto.randomUUID(), kind, at, language)))
        }
      />
      <section className="desk-panel">
        <FindBooking
          trouble={said}
          onTail={() => setSaid(t("desk.trouble.tailOffline"))}
          onCode={(code) => {
            setSaid(t("desk.keptCode", { code }));
            void serverNow().then((at) => outbox.put(deskCheckIn(pointId, code, null, at, language)));
          }}
        />
      </section>
    </main>
  );
}
