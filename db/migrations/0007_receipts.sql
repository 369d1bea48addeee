CREATE TABLE "receipts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "receipts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"gateway_id" text NOT NULL,
	"our_id" bigint,
	"phone_tag" text,
	"provider_id" text,
	"part" smallint,
	"state" text NOT NULL,
	"at" timestamptz(3),
	"detail" text NOT NULL,
	"received_at" timestamptz(3) NOT NULL,
	"message_id" bigint,
	CONSTRAINT "receipts_state" CHECK ("receipts"."state" in ('accepted','refused','undelivered','delivered')),
	CONSTRAINT "receipts_id" CHECK ("receipts"."our_id" is not null or "receipts"."provider_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "gateways" ADD COLUMN "hook_secret_hash" text;--> statement-breakpoint
ALTER TABLE "gateways" ADD COLUMN "hook_secret_sealed" text;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_once" ON "receipts" USING btree ("gateway_id",coalesce("our_id", 0),coalesce("provider_id", ''),coalesce("part", 0),"state");--> statement-breakpoint
CREATE INDEX "receipts_waiting" ON "receipts" USING btree ("gateway_id","received_at") WHERE "receipts"."message_id" is null;--> statement-breakpoint
CREATE INDEX "receipts_of_parts" ON "receipts" USING btree ("message_id") WHERE "receipts"."message_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_by_provider_id" ON "messages" USING btree ("gateway_id","provider_id") WHERE "messages"."provider_id" is not null;