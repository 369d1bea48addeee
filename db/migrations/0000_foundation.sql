-- Parts of names, logins and phone numbers are searched by their trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3),
	"revoked_at" timestamptz(3),
	"last_used_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamptz(3) NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"caller" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"answer" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	CONSTRAINT "idempotency_keys_caller_key_pk" PRIMARY KEY("caller","key")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"raised_at" timestamptz(3) NOT NULL,
	"cleared_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "charge_wakes" (
	"charge_id" text PRIMARY KEY NOT NULL,
	"wake_at" timestamptz(3) NOT NULL,
	"step_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "charges" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"type" text NOT NULL,
	"code" text,
	"document_number" text,
	"amount_cents" bigint NOT NULL,
	"discounted_amount_cents" bigint,
	"discount_until" date,
	"current_amount_cents" bigint,
	"issued_at" date,
	"due_date" date NOT NULL,
	"access_ids" jsonb,
	"pix_code" text,
	"digitable_line" text,
	"payment_url" text,
	"replaces" jsonb NOT NULL,
	"replace_kind" text,
	"notice_proven_at" timestamptz(3),
	"status" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"first_seen_at" timestamptz(3) NOT NULL,
	"announce_created" boolean NOT NULL,
	"resumed_at" timestamptz(3),
	"source_version" bigint,
	"source_view" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "charges_status" CHECK ("charges"."status" in ('open','paid','removed')),
	CONSTRAINT "charges_type" CHECK ("charges"."type" in ('internet','one_off','support')),
	CONSTRAINT "charges_amount" CHECK ("charges"."amount_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"charge_id" text NOT NULL,
	"id" text NOT NULL,
	"paid_on" date NOT NULL,
	"paid_at" timestamptz(3),
	"paid_amount_cents" bigint NOT NULL,
	"settles" boolean NOT NULL,
	"announce" boolean NOT NULL,
	"learned_at" timestamptz(3) NOT NULL,
	"reversed_at" timestamptz(3),
	CONSTRAINT "payments_charge_id_id_pk" PRIMARY KEY("charge_id","id"),
	CONSTRAINT "payments_amount" CHECK ("payments"."paid_amount_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "accesses" (
	"customer_id" text NOT NULL,
	"id" text NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "accesses_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "accesses_status" CHECK ("accesses"."status" in ('enabled','disabled','blocked','pending'))
);
--> statement-breakpoint
CREATE TABLE "customer_phones" (
	"customer_id" text NOT NULL,
	"position" smallint NOT NULL,
	"raw" text NOT NULL,
	"number" text,
	"kind" text NOT NULL,
	"billing" boolean NOT NULL,
	"marketing" boolean NOT NULL,
	"consent" jsonb,
	CONSTRAINT "customer_phones_customer_id_position_pk" PRIMARY KEY("customer_id","position"),
	CONSTRAINT "customer_phones_number" CHECK (("customer_phones"."kind" = 'unusable') = ("customer_phones"."number" is null))
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"trade_name" text,
	"tax_id" text,
	"login" text,
	"password_sealed" text,
	"status" text NOT NULL,
	"birth_date" date,
	"unit_id" text NOT NULL,
	"panel_id" text,
	"plan" text,
	"city" text,
	"state" text,
	"email" text,
	"time_zone" text,
	"contact" text NOT NULL,
	"test" boolean DEFAULT false NOT NULL,
	"source_version" bigint,
	"source_view" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "customers_status" CHECK ("customers"."status" in ('enabled','disabled','lead','removed')),
	CONSTRAINT "customers_kind" CHECK ("customers"."kind" in ('person','company')),
	CONSTRAINT "customers_contact" CHECK ("customers"."contact" in ('normal','no-marketing','deceased'))
);
--> statement-breakpoint
CREATE TABLE "gateway_pacing" (
	"gateway_id" text PRIMARY KEY NOT NULL,
	"next_slot_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateways" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"service" text NOT NULL,
	"channel" text NOT NULL,
	"enabled" boolean NOT NULL,
	"quantity" integer,
	"interval_seconds" integer NOT NULL,
	"paused" boolean NOT NULL,
	"stopped_reason" text,
	"stopped_at" timestamptz(3),
	"max_connections" smallint NOT NULL,
	"price" numeric(10, 4) NOT NULL,
	"warn_length" integer NOT NULL,
	"max_length" integer NOT NULL,
	"max_segments" smallint NOT NULL,
	"accents" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets" jsonb NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "gateways_quantity" CHECK ("gateways"."quantity" is null or "gateways"."quantity" > 0),
	CONSTRAINT "gateways_interval" CHECK ("gateways"."interval_seconds" > 0)
);
--> statement-breakpoint
CREATE TABLE "import_lines" (
	"import_id" text NOT NULL,
	"position" integer NOT NULL,
	"line" integer NOT NULL,
	"severity" text NOT NULL,
	"field" text NOT NULL,
	"value" text NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "import_lines_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"mode" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"state" text NOT NULL,
	"counts" jsonb NOT NULL,
	"actor" text NOT NULL,
	"started_at" timestamptz(3) NOT NULL,
	"finished_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "message_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "message_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" bigint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"state" text NOT NULL,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"priority" smallint NOT NULL,
	"step_id" bigint,
	"customer_id" text,
	"charge_id" text,
	"charge_revision" integer,
	"payment_id" text,
	"rule" smallint,
	"address" text NOT NULL,
	"generation" smallint DEFAULT 1 NOT NULL,
	"resend_of" bigint,
	"gateway_id" text NOT NULL,
	"template_id" text,
	"template_version" integer,
	"subject" text,
	"text" text NOT NULL,
	"segments" smallint NOT NULL,
	"encoding" text NOT NULL,
	"cost" numeric(12, 4) NOT NULL,
	"test" boolean DEFAULT false NOT NULL,
	"planned_for" timestamptz(3) NOT NULL,
	"not_before" timestamptz(3) NOT NULL,
	"send_until" timestamptz(3) NOT NULL,
	"retries" smallint DEFAULT 0 NOT NULL,
	"claimed_by" text,
	"lease_until" timestamptz(3),
	"provider_id" text,
	"sent_at" timestamptz(3),
	"delivered_at" timestamptz(3),
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "messages_state" CHECK ("messages"."state" in ('queued','sending','accepted','delivered','undelivered','refused','unknown','suppressed','cancelled','expired')),
	CONSTRAINT "messages_lease" CHECK (("messages"."state" = 'sending') = ("messages"."lease_until" is not null))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"available_at" timestamptz(3) NOT NULL,
	"leased_until" timestamptz(3),
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "panels" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"source_version" bigint,
	"source_view" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_set_versions" (
	"rule_set_id" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"applies_to" jsonb NOT NULL,
	"state" text NOT NULL,
	"saved_at" timestamptz(3) NOT NULL,
	"saved_by" text NOT NULL,
	"published_at" timestamptz(3),
	"published_by" text,
	CONSTRAINT "rule_set_versions_rule_set_id_version_pk" PRIMARY KEY("rule_set_id","version")
);
--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"id" text PRIMARY KEY NOT NULL,
	"published_version" integer,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rules" (
	"rule_set_id" text NOT NULL,
	"version" integer NOT NULL,
	"number" smallint NOT NULL,
	"event" text NOT NULL,
	"offset" jsonb NOT NULL,
	"anchor" text,
	"time" text,
	"channels" jsonb NOT NULL,
	"template_id" text NOT NULL,
	"gateway_id" text,
	"enabled" boolean NOT NULL,
	"window" text NOT NULL,
	"late" text NOT NULL,
	"trigger" text NOT NULL,
	CONSTRAINT "rules_rule_set_id_version_number_pk" PRIMARY KEY("rule_set_id","version","number")
);
--> statement-breakpoint
CREATE TABLE "beats" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"beat" bigint DEFAULT 0 NOT NULL,
	"beat_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"service" text DEFAULT 'off' NOT NULL,
	"service_on_since" timestamptz(3),
	"default_gateways" jsonb NOT NULL,
	"windows" jsonb NOT NULL,
	"billing_phones_most" smallint DEFAULT 3 NOT NULL,
	"preparation_lead_seconds" integer DEFAULT 600 NOT NULL,
	"catalogue_revision" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamptz(3),
	CONSTRAINT "settings_one_row" CHECK ("settings"."id" = 1),
	CONSTRAINT "settings_service" CHECK ("settings"."service" in ('on','off','shadow'))
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "steps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charge_id" text NOT NULL,
	"key" text NOT NULL,
	"rule" smallint NOT NULL,
	"event" text NOT NULL,
	"rule_set_id" text,
	"rule_set_version" integer,
	"due_date" date NOT NULL,
	"payment_id" text,
	"state" text NOT NULL,
	"reason" text,
	"planned_for" timestamptz(3) NOT NULL,
	"sends_at" timestamptz(3) NOT NULL,
	"send_until" timestamptz(3) NOT NULL,
	"moved" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"look_at" timestamptz(3),
	"done_at" timestamptz(3),
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "steps_state" CHECK ("steps"."state" in ('planned','waiting','sent','unknown','skipped','suppressed','held','before-our-time','unreachable'))
);
--> statement-breakpoint
CREATE TABLE "template_versions" (
	"template_id" text NOT NULL,
	"version" integer NOT NULL,
	"subject" text,
	"text" text NOT NULL,
	"missing" jsonb NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "template_versions_template_id_version_pk" PRIMARY KEY("template_id","version")
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"enabled" boolean NOT NULL,
	"channel" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"legal_name" text,
	"tax_id" text,
	"street" text,
	"number" text,
	"district" text,
	"city" text,
	"state" text,
	"postal_code" text,
	"area_code" text,
	"phone" text,
	"email" text,
	"website" text,
	"time_zone" text NOT NULL,
	"source_version" bigint,
	"source_view" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "charge_wakes" ADD CONSTRAINT "charge_wakes_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accesses" ADD CONSTRAINT "accesses_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_phones" ADD CONSTRAINT "customer_phones_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway_pacing" ADD CONSTRAINT "gateway_pacing_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_lines" ADD CONSTRAINT "import_lines_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_step_id_steps_id_fk" FOREIGN KEY ("step_id") REFERENCES "public"."steps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_set_versions" ADD CONSTRAINT "rule_set_versions_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rules" ADD CONSTRAINT "rules_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rules" ADD CONSTRAINT "rules_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rules" ADD CONSTRAINT "rules_rule_set_id_version_rule_set_versions_rule_set_id_version_fk" FOREIGN KEY ("rule_set_id","version") REFERENCES "public"."rule_set_versions"("rule_set_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "steps" ADD CONSTRAINT "steps_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."templates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "audit_by_entity" ON "audit" USING btree ("entity","entity_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_expiry" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open_once" ON "alerts" USING btree ("key") WHERE "alerts"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("id") WHERE "alerts"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "charge_wakes_by_wake" ON "charge_wakes" USING btree ("wake_at");--> statement-breakpoint
CREATE INDEX "charge_wakes_by_step" ON "charge_wakes" USING btree ("step_at");--> statement-breakpoint
CREATE INDEX "charges_by_customer" ON "charges" USING btree ("customer_id","due_date");--> statement-breakpoint
CREATE INDEX "charges_by_due_date" ON "charges" USING btree ("due_date","id");--> statement-breakpoint
CREATE INDEX "charges_by_update" ON "charges" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "charges_by_creation" ON "charges" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "charges_open" ON "charges" USING btree ("due_date","id") WHERE "charges"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "customer_phones_number_once" ON "customer_phones" USING btree ("customer_id","number") WHERE "customer_phones"."number" is not null;--> statement-breakpoint
CREATE INDEX "customer_phones_by_number" ON "customer_phones" USING btree ("number") WHERE "customer_phones"."number" is not null;--> statement-breakpoint
CREATE INDEX "customer_phones_by_number_part" ON "customer_phones" USING gin ("number" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_by_unit" ON "customers" USING btree ("unit_id","id");--> statement-breakpoint
CREATE INDEX "customers_by_update" ON "customers" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "customers_by_creation" ON "customers" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "customers_by_name_part" ON "customers" USING gin (lower("name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_by_login_part" ON "customers" USING gin (lower("login") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_by_tax_id" ON "customers" USING btree (regexp_replace("tax_id", '\D', '', 'g'));--> statement-breakpoint
CREATE UNIQUE INDEX "gateways_name_once" ON "gateways" USING btree ("name");--> statement-breakpoint
CREATE INDEX "message_events_by_message" ON "message_events" USING btree ("message_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once_per_step" ON "messages" USING btree ("step_id","address","generation") WHERE "messages"."step_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_claimable" ON "messages" USING btree ("gateway_id","priority","not_before","id") WHERE "messages"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "messages_on_the_wire" ON "messages" USING btree ("lease_until") WHERE "messages"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "messages_by_customer" ON "messages" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "messages_by_charge" ON "messages" USING btree ("charge_id","id") WHERE "messages"."charge_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_by_address" ON "messages" USING btree ("address","id");--> statement-breakpoint
CREATE INDEX "messages_by_gateway" ON "messages" USING btree ("gateway_id","id");--> statement-breakpoint
CREATE INDEX "messages_troubled" ON "messages" USING btree ("state","id") WHERE "messages"."state" in ('unknown','refused','undelivered','suppressed','cancelled','expired');--> statement-breakpoint
CREATE INDEX "messages_by_rare_kind" ON "messages" USING btree ("kind","id") WHERE "messages"."kind" in ('manual','test','birthday');--> statement-breakpoint
CREATE INDEX "messages_by_day" ON "messages" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("available_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_set_versions_one_draft" ON "rule_set_versions" USING btree ("rule_set_id") WHERE "rule_set_versions"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "steps_once" ON "steps" USING btree ("charge_id","key");--> statement-breakpoint
CREATE INDEX "steps_by_state" ON "steps" USING btree ("state","id") WHERE "steps"."state" in ('waiting','unknown','held','unreachable');--> statement-breakpoint
CREATE UNIQUE INDEX "templates_name_once" ON "templates" USING btree ("name");