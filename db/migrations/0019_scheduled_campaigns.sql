DROP INDEX "campaigns_birthday_once";--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "start_key" text;--> statement-breakpoint
CREATE INDEX "campaigns_repeated" ON "campaigns" USING btree ("id") WHERE "campaigns"."repeat" is not null and "campaigns"."state" = 'scheduled';--> statement-breakpoint
CREATE INDEX "customers_by_time_zone" ON "customers" USING btree ("time_zone") WHERE "customers"."time_zone" is not null;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_startKey_unique" UNIQUE("start_key");