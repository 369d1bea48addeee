CREATE TABLE "campaign_counts" (
	"campaign_id" text NOT NULL,
	"lane" smallint NOT NULL,
	"state" text NOT NULL,
	"messages" bigint NOT NULL,
	"cost" numeric(16, 4) NOT NULL,
	CONSTRAINT "campaign_counts_campaign_id_lane_state_pk" PRIMARY KEY("campaign_id","lane","state")
);
--> statement-breakpoint
CREATE TABLE "campaign_entries" (
	"campaign_id" text NOT NULL,
	"page" integer NOT NULL,
	"line" integer NOT NULL,
	"customer_id" text,
	"charge_id" text,
	"phone" text,
	"reason" text,
	"detail" text,
	"wording" bigint,
	"year" smallint,
	CONSTRAINT "campaign_entries_campaign_id_page_line_pk" PRIMARY KEY("campaign_id","page","line")
);
--> statement-breakpoint
CREATE TABLE "campaign_exclusions" (
	"campaign_id" text NOT NULL,
	"page" integer NOT NULL,
	"reason" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "campaign_exclusions_campaign_id_page_reason_pk" PRIMARY KEY("campaign_id","page","reason")
);
--> statement-breakpoint
CREATE TABLE "campaign_pacing" (
	"campaign_id" text PRIMARY KEY NOT NULL,
	"next_slot_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign_places" (
	"campaign_id" text NOT NULL,
	"place" smallint NOT NULL,
	"unit_id" text NOT NULL,
	"state" text,
	"city" text,
	"time_zone" text NOT NULL,
	"opens_at" timestamptz(3),
	"closes_at" timestamptz(3),
	CONSTRAINT "campaign_places_campaign_id_place_pk" PRIMARY KEY("campaign_id","place")
);
--> statement-breakpoint
CREATE TABLE "campaign_progress" (
	"campaign_id" text PRIMARY KEY NOT NULL,
	"noted_at" timestamptz(3) NOT NULL,
	"settled" bigint NOT NULL,
	"per_second" double precision NOT NULL,
	"judged_from" bigint NOT NULL,
	"errors_before" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"class" text NOT NULL,
	"state" text NOT NULL,
	"template_id" text,
	"template_version" integer,
	"text" text,
	"missing" jsonb NOT NULL,
	"audiences" jsonb NOT NULL,
	"gateway_id" text,
	"rate_per_second" double precision,
	"repeat" jsonb,
	"start_at" timestamptz(3),
	"countdown_until" timestamptz(3),
	"canary" jsonb,
	"send_through" bigint,
	"day_bound" boolean DEFAULT false NOT NULL,
	"approval" text NOT NULL,
	"approved_by" text,
	"started_by" text,
	"started_at" timestamptz(3),
	"frozen_at" timestamptz(3),
	"frozen_pages" integer DEFAULT 0 NOT NULL,
	"frozen_through" text DEFAULT '' NOT NULL,
	"paused_reason" text,
	"paused_from" text,
	"finished_at" timestamptz(3),
	"repeat_of" text,
	"birthday" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "campaigns_state" CHECK ("campaigns"."state" in ('draft','scheduled','countdown','canary','running','paused','finishing','finished','cancelling','cancelled')),
	CONSTRAINT "campaigns_class" CHECK ("campaigns"."class" in ('marketing','informative','collection')),
	CONSTRAINT "campaigns_rate" CHECK ("campaigns"."rate_per_second" > 0)
);
--> statement-breakpoint
DROP INDEX "messages_claimable";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "campaign_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "campaign_place" smallint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "charge_status" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "superseded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "campaign_approval_above" integer;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "campaign_cap" jsonb;--> statement-breakpoint
ALTER TABLE "campaign_entries" ADD CONSTRAINT "campaign_entries_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_exclusions" ADD CONSTRAINT "campaign_exclusions_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_pacing" ADD CONSTRAINT "campaign_pacing_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_places" ADD CONSTRAINT "campaign_places_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_progress" ADD CONSTRAINT "campaign_progress_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_entries_text_once" ON "campaign_entries" USING btree ("campaign_id","phone","wording") WHERE "campaign_entries"."reason" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_entries_phone_once" ON "campaign_entries" USING btree ("campaign_id",coalesce("customer_id", ''),coalesce("charge_id", ''),"phone") WHERE "campaign_entries"."reason" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_entries_birthday_once" ON "campaign_entries" USING btree ("customer_id","year") WHERE "campaign_entries"."year" is not null and "campaign_entries"."reason" is null;--> statement-breakpoint
CREATE INDEX "campaign_entries_left_out" ON "campaign_entries" USING btree ("campaign_id","reason","page","line") WHERE "campaign_entries"."reason" is not null;--> statement-breakpoint
CREATE INDEX "campaign_entries_by_customer" ON "campaign_entries" USING btree ("customer_id","campaign_id");--> statement-breakpoint
CREATE INDEX "campaigns_by_creation" ON "campaigns" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "campaigns_under_way" ON "campaigns" USING btree ("id") WHERE "campaigns"."state" not in ('draft','finished','cancelled');--> statement-breakpoint
CREATE INDEX "campaigns_by_template" ON "campaigns" USING btree ("template_id");--> statement-breakpoint
CREATE UNIQUE INDEX "campaigns_birthday_once" ON "campaigns" USING btree (("birthday" ->> 'ruleSetId'),("birthday" ->> 'timeZone'),("birthday" ->> 'date')) WHERE "campaigns"."birthday" is not null;--> statement-breakpoint
CREATE INDEX "messages_of_campaigns_queued" ON "messages" USING btree ("campaign_id","campaign_place","id") WHERE "messages"."state" = 'queued' and "messages"."campaign_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_by_campaign" ON "messages" USING btree ("campaign_id","id") WHERE "messages"."campaign_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_claimable" ON "messages" USING btree ("gateway_id","priority","not_before","id") WHERE "messages"."state" = 'queued' and "messages"."campaign_id" is null;--> statement-breakpoint
-- Counts change in the statement that changes the messages, whichever it is, so they always add up.
CREATE FUNCTION count_campaign_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO campaign_counts AS c (campaign_id, lane, state, messages, cost)
    SELECT campaign_id, pg_backend_pid() % 32, state, count(*), sum(cost) FROM written
    WHERE campaign_id IS NOT NULL AND NOT superseded GROUP BY campaign_id, state ORDER BY campaign_id, state
    ON CONFLICT (campaign_id, lane, state) DO UPDATE SET messages = c.messages + excluded.messages, cost = c.cost + excluded.cost;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO campaign_counts AS c (campaign_id, lane, state, messages, cost)
    SELECT campaign_id, pg_backend_pid() % 32, state, sum(n), sum(n * cost) FROM (
      SELECT campaign_id, state, 1 AS n, cost FROM written WHERE campaign_id IS NOT NULL AND NOT superseded
      UNION ALL SELECT campaign_id, state, -1, cost FROM before WHERE campaign_id IS NOT NULL AND NOT superseded) AS moved
    GROUP BY campaign_id, state HAVING sum(n) <> 0 OR sum(n * cost) <> 0 ORDER BY campaign_id, state
    ON CONFLICT (campaign_id, lane, state) DO UPDATE SET messages = c.messages + excluded.messages, cost = c.cost + excluded.cost;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER messages_counted_when_inserted AFTER INSERT ON "messages" REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION count_campaign_messages();--> statement-breakpoint
CREATE TRIGGER messages_counted_when_updated AFTER UPDATE ON "messages" REFERENCING OLD TABLE AS before NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION count_campaign_messages();--> statement-breakpoint
ALTER TABLE "campaign_counts" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);--> statement-breakpoint
ALTER TABLE "campaign_pacing" SET (fillfactor = 10, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500);
