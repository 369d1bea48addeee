CREATE TABLE "exemptions" (
	"id" text PRIMARY KEY NOT NULL,
	"charge_id" text,
	"customer_id" text,
	"filter" jsonb,
	"exempt_from" text NOT NULL,
	"from" timestamptz(3) NOT NULL,
	"until" timestamptz(3),
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"ended_at" timestamptz(3),
	"ended_by" text,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "exemptions_scope" CHECK (num_nonnulls("exemptions"."charge_id", "exemptions"."customer_id", "exemptions"."filter") = 1),
	CONSTRAINT "exemptions_from" CHECK ("exemptions"."exempt_from" in ('chasing','blocking'))
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" text PRIMARY KEY NOT NULL,
	"charge_id" text,
	"customer_id" text,
	"filter" jsonb,
	"kind" text NOT NULL,
	"from" timestamptz(3) NOT NULL,
	"until" timestamptz(3),
	"release_over_hours" smallint,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"released_at" timestamptz(3),
	"released_by" text,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "holds_scope" CHECK (num_nonnulls("holds"."charge_id", "holds"."customer_id", "holds"."filter") = 1),
	CONSTRAINT "holds_kind" CHECK ("holds"."kind" in ('promise','outage','contested','other')),
	CONSTRAINT "holds_until" CHECK ("holds"."until" is null or "holds"."until" >= "holds"."from")
);
--> statement-breakpoint
CREATE TABLE "milestones" (
	"charge_id" text NOT NULL,
	"number" smallint NOT NULL,
	"due_date" date NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "milestones_charge_id_number_due_date_pk" PRIMARY KEY("charge_id","number","due_date")
);
--> statement-breakpoint
CREATE TABLE "proofs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "proofs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charge_id" text NOT NULL,
	"number" smallint NOT NULL,
	"due_date" date NOT NULL,
	"channel" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"evidence" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "proofs_channel" CHECK ("proofs"."channel" in ('letter','call','email','sms','erp'))
);
--> statement-breakpoint
CREATE TABLE "restorations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "restorations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charge_id" text NOT NULL,
	"due_date" date NOT NULL,
	"payment_id" text NOT NULL,
	"access_ids" jsonb,
	"state" text NOT NULL,
	"requested_at" timestamptz(3) NOT NULL,
	"answered_at" timestamptz(3),
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"unit_id" text PRIMARY KEY NOT NULL,
	"processed_through" date NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shadow_notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shadow_notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charge_id" text NOT NULL,
	"key" text NOT NULL,
	"rule" smallint NOT NULL,
	"customer_id" text NOT NULL,
	"address" text NOT NULL,
	"text" text NOT NULL,
	"segments" smallint NOT NULL,
	"planned_for" timestamptz(3) NOT NULL,
	"sends_at" timestamptz(3) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_overrides" (
	"charge_id" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamptz(3),
	"reason" text,
	"decided_by" text NOT NULL,
	"decided_at" timestamptz(3) NOT NULL,
	CONSTRAINT "step_overrides_charge_id_key_pk" PRIMARY KEY("charge_id","key")
);
--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "replaced_by" text;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "validity_hours" integer;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "grouping" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "paused_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "paused_by" text;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "caps" jsonb DEFAULT '{"collectionPerCharge":1,"perCustomer":3,"perPhone":3}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "grouping" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "notice_proof" text DEFAULT 'accepted' NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "step_done" text DEFAULT 'accepted' NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "action_hours" smallint DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "settlement_days" smallint DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "promises" jsonb DEFAULT '{"mostDays":10,"perCustomer":2,"withinDays":90,"reminderTime":"10:00","reminderTemplateId":null}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "lead_step_id" bigint;--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "action_state" text;--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "action_requested_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "action_answered_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "action_reason" text;--> statement-breakpoint
ALTER TABLE "exemptions" ADD CONSTRAINT "exemptions_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exemptions" ADD CONSTRAINT "exemptions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proofs" ADD CONSTRAINT "proofs_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restorations" ADD CONSTRAINT "restorations_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_notices" ADD CONSTRAINT "shadow_notices_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_overrides" ADD CONSTRAINT "step_overrides_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exemptions_by_charge" ON "exemptions" USING btree ("charge_id") WHERE "exemptions"."charge_id" is not null;--> statement-breakpoint
CREATE INDEX "exemptions_by_customer" ON "exemptions" USING btree ("customer_id") WHERE "exemptions"."customer_id" is not null;--> statement-breakpoint
CREATE INDEX "exemptions_by_filter" ON "exemptions" USING btree ("until") WHERE "exemptions"."filter" is not null;--> statement-breakpoint
CREATE INDEX "exemptions_by_creation" ON "exemptions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "holds_by_charge" ON "holds" USING btree ("charge_id") WHERE "holds"."charge_id" is not null;--> statement-breakpoint
CREATE INDEX "holds_by_customer" ON "holds" USING btree ("customer_id") WHERE "holds"."customer_id" is not null;--> statement-breakpoint
CREATE INDEX "holds_by_filter" ON "holds" USING btree ("until") WHERE "holds"."filter" is not null;--> statement-breakpoint
CREATE INDEX "holds_by_creation" ON "holds" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "proofs_once" ON "proofs" USING btree ("charge_id","number","due_date","channel","at");--> statement-breakpoint
CREATE UNIQUE INDEX "restorations_once" ON "restorations" USING btree ("charge_id","due_date","payment_id");--> statement-breakpoint
CREATE INDEX "restorations_open" ON "restorations" USING btree ("requested_at") WHERE "restorations"."state" = 'requested';--> statement-breakpoint
CREATE UNIQUE INDEX "shadow_notices_once" ON "shadow_notices" USING btree ("charge_id","key","address");--> statement-breakpoint
CREATE INDEX "shadow_notices_by_time" ON "shadow_notices" USING btree ("sends_at","id");--> statement-breakpoint
ALTER TABLE "steps" ADD CONSTRAINT "steps_lead_step_id_steps_id_fk" FOREIGN KEY ("lead_step_id") REFERENCES "public"."steps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "steps_by_lead" ON "steps" USING btree ("lead_step_id") WHERE "steps"."lead_step_id" is not null;