ALTER TABLE "customers" ADD COLUMN "erased_at" timestamptz(3);--> statement-breakpoint
CREATE INDEX "campaigns_by_freezing" ON "campaigns" USING btree ("frozen_at") WHERE "campaigns"."frozen_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_left_out" ON "messages" USING btree ("planned_for","id") WHERE "messages"."state" in ('suppressed','cancelled','expired') and "messages"."step_id" is null;--> statement-breakpoint
CREATE INDEX "messages_by_sending" ON "messages" USING brin ("sent_at");--> statement-breakpoint
CREATE INDEX "steps_left_out" ON "steps" USING btree ("planned_for","id") WHERE "steps"."state" in ('skipped','suppressed','unreachable');--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_customer" ON "webhook_deliveries" USING btree (("data" ->> 'customerId')) WHERE "webhook_deliveries"."data" ? 'customerId';