"""The last judge of the ledger: each line continues the one before it, to the hundredth."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION public.ledger_continues() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before numeric := 0;
BEGIN
    IF NEW.sequence > 1 THEN
        SELECT balance_after INTO before FROM drug_log_ledgerline
        WHERE lot_id = NEW.lot_id AND sequence = NEW.sequence - 1;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'ledger line % of lot % follows nothing', NEW.sequence, NEW.lot_id
                USING ERRCODE = 'KA005';
        END IF;
    END IF;
    IF NEW.balance_after <> before + NEW.stock_effect THEN
        RAISE EXCEPTION 'ledger of lot % does not add up at line %', NEW.lot_id, NEW.sequence
            USING ERRCODE = 'KA005';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_continues BEFORE INSERT ON drug_log_ledgerline
    FOR EACH ROW EXECUTE FUNCTION public.ledger_continues();
CREATE FUNCTION public.witness_saw_the_giver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM drug_log_ledgerline
                   WHERE id = NEW.line_id AND kind = 'WASTE' AND by_id = NEW.wasted_by_id) THEN
        RAISE EXCEPTION 'a witness signs a waste and names who wasted it' USING ERRCODE = 'KA005';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER witness_saw_the_giver BEFORE INSERT ON drug_log_wastewitness
    FOR EACH ROW EXECUTE FUNCTION public.witness_saw_the_giver();
"""
BACKWARD = """
DROP TRIGGER witness_saw_the_giver ON drug_log_wastewitness;
DROP FUNCTION public.witness_saw_the_giver();
DROP TRIGGER ledger_continues ON drug_log_ledgerline;
DROP FUNCTION public.ledger_continues();
"""


class Migration(migrations.Migration):
    dependencies = [("drug_log", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
