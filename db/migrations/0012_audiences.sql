-- Cities are compared without accents and capitals, birthdays without their year; both by an index.
CREATE FUNCTION plain_text(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  lower(translate(btrim(words), 'ÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑáàâãäéèêëíìîïóòôõöúùûüçñ', 'AAAAAEEEEIIIIOOOOOUUUUCNaaaaaeeeeiiiiooooouuuucn'));--> statement-breakpoint
CREATE FUNCTION month_and_day(day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  extract(month FROM day)::integer * 100 + extract(day FROM day)::integer;--> statement-breakpoint
CREATE TABLE "segments" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"audiences" jsonb NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "segments_name_once" ON "segments" USING btree ("name");--> statement-breakpoint
CREATE INDEX "charges_by_kind" ON "charges" USING btree ("type","status","due_date");--> statement-breakpoint
CREATE INDEX "payments_by_day" ON "payments" USING btree ("paid_on","charge_id") WHERE "payments"."reversed_at" is null;--> statement-breakpoint
CREATE INDEX "accesses_by_status" ON "accesses" USING btree ("status","customer_id");--> statement-breakpoint
CREATE INDEX "customer_phones_for_marketing" ON "customer_phones" USING btree ("customer_id") WHERE "customer_phones"."marketing";--> statement-breakpoint
CREATE INDEX "customers_by_status" ON "customers" USING btree ("status");--> statement-breakpoint
CREATE INDEX "customers_by_panel" ON "customers" USING btree ("panel_id");--> statement-breakpoint
CREATE INDEX "customers_by_plan" ON "customers" USING btree ("plan");--> statement-breakpoint
CREATE INDEX "customers_by_city" ON "customers" USING btree (plain_text("city"));--> statement-breakpoint
CREATE INDEX "customers_by_birthday" ON "customers" USING btree (month_and_day("birth_date"));