CREATE TABLE "opt_outs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "opt_outs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"phone" text NOT NULL,
	"scope" text NOT NULL,
	"customer_id" text,
	"reason" text,
	"source" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "opt_outs_scope" CHECK ("opt_outs"."scope" in ('wrong-person','marketing','all'))
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "marketing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "opt_outs_of_phone_once" ON "opt_outs" USING btree ("phone") WHERE "opt_outs"."scope" <> 'wrong-person';--> statement-breakpoint
CREATE UNIQUE INDEX "opt_outs_of_customer_once" ON "opt_outs" USING btree ("phone",coalesce("customer_id", '')) WHERE "opt_outs"."scope" = 'wrong-person';--> statement-breakpoint
CREATE INDEX "opt_outs_by_phone" ON "opt_outs" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "opt_outs_by_customer" ON "opt_outs" USING btree ("customer_id","id") WHERE "opt_outs"."customer_id" is not null;--> statement-breakpoint
CREATE INDEX "opt_outs_by_scope" ON "opt_outs" USING btree ("scope","id");