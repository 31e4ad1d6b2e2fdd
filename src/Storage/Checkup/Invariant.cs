namespace DirectiveFlow.Storage.Checkup;

/// <summary>One invariant and whether the stored data keep it.</summary>
/// <param name="Id">I1 to I10.</param>
/// <param name="Sentence">The invariant in words; a breach is its opposite.</param>
/// <param name="Count">Rows that break it, counted up to <see cref="Doctor.CountLimit"/>.</param>
/// <param name="Samples">Some of them, with what is wrong.</param>
public sealed record InvariantResult(string Id, string Sentence, int Count, IReadOnlyList<string> Samples)
{
    public bool Holds => Count == 0;
}

/// <summary>An invariant that is one SQL query: it selects a line of text for each row that breaks it.</summary>
/// <param name="Sql">Written for both databases. <c>{0}</c> is the time before which waiting is too long.</param>
internal sealed record SqlInvariant(string Id, string Sentence, string Sql)
{
    /// <summary>How long due work or a message may wait before somebody should look.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary><c>{1}</c> is the number of rows wanted at most.</summary>
    public string Query => Sql + " limit {1}";

    public static readonly IReadOnlyList<SqlInvariant> All =
    [
        new("I1", "Every bookmark belongs to a running instance.", """
            select b.id || ' of ' || b.instance_id as "Value" from bookmarks b
            left join workflow_instances i on i.id = b.instance_id
            where i.id is null or i.status <> 'Running'
            """),
        new("I2", "A finished instance has no bookmark and drives no open assignment or directive.", """
            select i.id || ' (' || i.sub_status || ')' as "Value" from workflow_instances i
            where i.status = 'Finished' and (
                exists (select 1 from bookmarks b where b.instance_id = i.id)
                or exists (select 1 from assignments a where a.workflow_instance_id = i.id
                    and a.state not in ('Completed', 'Cancelled', 'Transferred'))
                or exists (select 1 from directives d where d.workflow_instance_id = i.id
                    and d.state not in ('ForInformation', 'Closed', 'Superseded', 'Recalled')))
            """),
        new("I3", "The state of an instance, an assignment or a directive is what its history ends in.", """
            select 'instance ' || i.id as "Value" from workflow_instances i
            where i.sequence <> coalesce((select max(j.sequence) from journal j where j.instance_id = i.id), 0)
            union all
            select 'assignment ' || cast(a.id as text) from assignments a
            where not exists (select 1 from assignment_events e
                where e.assignment_id = a.id and e.version = a.version and e.to_state = a.state)
            union all
            select 'directive ' || cast(d.id as text) from directives d
            where not exists (select 1 from directive_events e
                where e.directive_id = d.id and e.version = d.version and e.to_state = d.state)
            """),
        new("I4", "The history of an instance, an assignment or a directive has no gap.", """
            select 'instance ' || instance_id as "Value" from journal
            group by instance_id having count(*) <> max(sequence) or min(sequence) <> 1
            union all
            select 'assignment ' || cast(assignment_id as text) from assignment_events
            group by assignment_id having count(*) <> max(version) or min(version) <> 1
            union all
            select 'directive ' || cast(directive_id as text) from directive_events
            group by directive_id having count(*) <> max(version) or min(version) <> 1
            """),
        new("I5", "Every message leaves, and is in the outbox once.", """
            select 'waiting: ' || type || ' to ' || destination || coalesce(', ' || last_error, '') as "Value"
            from outbox where at < {0}
            union all
            select 'twice: ' || cast(message_id as text) from outbox group by message_id having count(*) > 1
            """),
        new("I6", "An open assignment and the wait of its workflow come together.", """
            select cast(a.id as text) || ' (' || a.state || ') has no workflow' as "Value" from assignments a
            where a.workflow_instance_id is null and a.state not in ('Draft', 'Completed', 'Cancelled', 'Transferred')
            union all
            select cast(a.id as text) || ' (' || a.state || ') waits for nothing' from assignments a
            where a.workflow_instance_id is not null and a.state not in ('Completed', 'Cancelled', 'Transferred')
                and not exists (select 1 from bookmarks b where b.instance_id = a.workflow_instance_id)
            union all
            select cast(a.id as text) || ' (' || a.state || ') is still waited for' from assignments a
            join workflow_instances i on i.id = a.workflow_instance_id
            where a.state in ('Completed', 'Cancelled', 'Transferred') and i.status = 'Running'
            """),
        new("I7", "Due work is run or at least claimed soon after its time.", """
            select kind || ' ' || key || coalesce(', ' || last_error, '') as "Value" from due_work
            where due_at < {0} and (claimed_until is null or claimed_until < {0})
            """),
        new("I10", "A reminder fires once, and none is planned that is not needed.", """
            select 'planned again: ' || w.key as "Value" from due_work w
            join reminders r on w.key = lower(replace(cast(r.assignment_id as text), '-', '')) || '/' || r.rung || '/' || r.deadline_version
            where w.kind = 'assignment.reminder'
            union all
            select 'not needed: ' || w.key from due_work w
            join assignments a on w.key like lower(replace(cast(a.id as text), '-', '')) || '/%'
            where w.kind = 'assignment.reminder' and a.state not in ('Assigned', 'Accepted', 'InProgress', 'NeedsRework')
            """),
    ];
}
