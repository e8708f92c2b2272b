import type { z } from "zod";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { serviceForm } from "./schedule-form.ts";
import type { Service } from "./service.ts";
import { insertService, serviceOf, servicesOf, updateService } from "./services.store.server.ts";

type ServiceEdit = z.infer<typeof serviceForm>;

/** Adds a service to a point, or changes one of its services; its times come with its rules. */
export async function editService(
  app: App,
  actor: Actor,
  pointId: string,
  serviceId: string | null,
  edit: ServiceEdit,
): Promise<{ kind: "kept"; id: string } | { kind: "no-such-service" }> {
  const now = app.clock.now();
  const { quota, noticeMinutes, horizonDays, cancelMinutes, graceMinutes, ...rest } = edit;
  const said = { ...rest, feeNote_en: "", rules: { quota, noticeMinutes, horizonDays, cancelMinutes, graceMinutes } };
  return inTransaction(app.db, async (trx) => {
    const known = serviceId ? await serviceOf(trx, serviceId) : undefined;
    if (serviceId && known?.pointId !== pointId) return { kind: "no-such-service" };
    const id = known?.id ?? app.ids.id();
    if (known) {
      await updateService(trx, { ...known, ...said });
    } else {
      const fresh: Service = {
        ...said,
        id,
        pointId,
        book: "ours",
        link: null,
        bring_en: [],
        topics: [],
        example: false,
      };
      await insertService(trx, fresh, (await servicesOf(trx, pointId)).length);
    }
    await record(trx, app.ids, now, {
      actor,
      verb: known ? "service.changed" : "service.added",
      subject: { kind: "service", id },
      pointId,
      before: {},
      after: { access: edit.access, quota },
    });
    return { kind: "kept", id };
  });
}
