using System.Globalization;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Benchmarks.Lists;

/// <summary>
/// A database with many instances, made inside PostgreSQL: two years of twenty definitions, nine in ten finished, five in a hundred running,
/// six in ten with a name and a business key, two steps each in the journal, in the order of time as a running system writes them.
/// </summary>
internal static class InstanceFill
{
    private const string SaveIndexes = """
        create table kept_indexes as select indexname, indexdef from pg_indexes
        where tablename in ('workflow_instances', 'journal') and indexname not like 'pk_%';
        do $$ declare i record; begin for i in select * from kept_indexes loop execute 'drop index ' || i.indexname; end loop; end $$;
        """;

    private const string RestoreIndexes = """
        set maintenance_work_mem = '512MB';
        do $$ declare i record; begin for i in select * from kept_indexes loop execute i.indexdef; end loop; end $$;
        drop table kept_indexes;
        """;

    public static async Task FillAsync(PostgresServer server, string database, int count)
    {
        await server.PsqlAsync(SaveIndexes, database);
        await server.PsqlAsync(string.Create(CultureInfo.InvariantCulture, $"""
            select setseed(0.5);
            insert into workflow_definitions (id, definition_id, version, name, is_latest, is_published, is_readonly, is_system, is_usable_as_activity, is_frozen,
                is_deleted, created_at, saved_at, content_hash, json, search_key)
            select 'bench-' || d || '-v1', 'bench-' || d, 1, 'Quy trình ' || d, true, true, false, false, false, true, false, now(), now(), 'x',
                '{"{"}"definitionId":"bench-' || d || '","version":1,"root":{"{"}"type":"Elsa.Sequence","id":"s","activities":[]{"}"}{"}"}', 'quy trinh ' || d
            from generate_series(1, 20) d;
            insert into workflow_instances (id, definition_id, definition_version_id, definition_version, name, correlation_id, status, sub_status, incident_count,
                created_at, updated_at, finished_at, sequence, state, search_key)
            select lpad(to_hex(hashint8extended(n, 7)), 16, '0'), 'bench-' || d, 'bench-' || d || '-v1', 1,
                case when named then 'Chỉ đạo số ' || n || '/CT-UBND về cải cách hành chính' end, case when named then 'CT-' || n end,
                case when k < 5 then 'Running' else 'Finished' end,
                case when k < 5 then 'Suspended' when k < 8 then 'Faulted' when k < 10 then 'Cancelled' else 'Finished' end,
                case when k between 5 and 7 then 1 else 0 end, at, at + life, case when k >= 5 then at + life end, 2,
                decode(repeat('7b226e223a372c', 40), 'hex'),
                case when named then 'chi dao so ' || n || '/ct-ubnd ve cai cach hanh chinh ct-' || n end
            from (select n, 1 + (random() * 19)::int as d, (random() * 99)::int as k, random() < 0.6 as named,
                    now() - interval '730 days' * (1 - n::float8 / {count}) as at, random() * least(interval '20 days', interval '730 days' * (1 - n::float8 / {count})) as life
                from generate_series(1, {count}) n) as rows;
            insert into journal (instance_id, sequence, at, payload)
            select id, sequence, at, convert_to('[["s","Workflow1",1],["s","s",2,1],["c","s",2]]', 'UTF8')
            from (select id, 1 as sequence, created_at as at from workflow_instances union all select id, 2, updated_at from workflow_instances) as steps
            order by at;
            """), database);
        await server.PsqlAsync(RestoreIndexes, database);
        await server.PsqlAsync("vacuum analyze", database);
    }
}
