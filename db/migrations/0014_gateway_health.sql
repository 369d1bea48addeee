CREATE TABLE "gateway_balances" (
	"gateway_id" text PRIMARY KEY NOT NULL,
	"amount" numeric(14, 4) NOT NULL,
	"unit" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway_breakers" (
	"gateway_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"answered" integer NOT NULL,
	"failed" integer NOT NULL,
	"counted_from" timestamptz(3) NOT NULL,
	"opened_at" timestamptz(3),
	"probe_at" timestamptz(3),
	"probing_at" timestamptz(3),
	"probes" smallint NOT NULL,
	CONSTRAINT "gateway_breakers_state" CHECK ("gateway_breakers"."state" in ('closed','open')),
	CONSTRAINT "gateway_breakers_open" CHECK (("gateway_breakers"."state" = 'open') = ("gateway_breakers"."opened_at" is not null and "gateway_breakers"."probe_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "gateway_polls" (
	"gateway_id" text NOT NULL,
	"kind" text NOT NULL,
	"next_at" timestamptz(3) NOT NULL,
	"answered_at" timestamptz(3),
	"failures" smallint DEFAULT 0 NOT NULL,
	"fault" text,
	CONSTRAINT "gateway_polls_gateway_id_kind_pk" PRIMARY KEY("gateway_id","kind"),
	CONSTRAINT "gateway_polls_kind" CHECK ("gateway_polls"."kind" in ('replies','balance'))
);
--> statement-breakpoint
ALTER TABLE "gateway_pacing" ADD COLUMN "month" text;--> statement-breakpoint
ALTER TABLE "gateway_pacing" ADD COLUMN "month_messages" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway_pacing" ADD COLUMN "month_cost" numeric(14, 4) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "gateways" ADD COLUMN "fallback" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "gateways" ADD COLUMN "monthly_messages" integer;--> statement-breakpoint
ALTER TABLE "gateways" ADD COLUMN "monthly_cents" bigint;--> statement-breakpoint
ALTER TABLE "gateways" ADD COLUMN "balance_floor" numeric(14, 4);--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "ask_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "asks" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "again" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway_balances" ADD CONSTRAINT "gateway_balances_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway_breakers" ADD CONSTRAINT "gateway_breakers_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway_polls" ADD CONSTRAINT "gateway_polls_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_to_ask" ON "messages" USING btree ("gateway_id","ask_at") WHERE "messages"."ask_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_again" ON "messages" USING btree ("gateway_id","ask_at") WHERE "messages"."again" and "messages"."ask_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_put_off" ON "messages" USING btree ("gateway_id","id") WHERE "messages"."state" = 'queued' and "messages"."retries" >= 6;