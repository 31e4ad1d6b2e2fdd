using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>What the assigned unit does.</summary>
public sealed partial class Assignment
{
    /// <summary>
    /// The first instant (UTC) too late for accepting or returning (R3): the end of the next working day; urgent 4 working
    /// hours, very urgent and express 30 minutes. Far future while nothing is assigned.
    /// </summary>
    public DateTimeOffset AcceptBy(WorkingCalendar calendar) => AssignedAt is not { } at
        ? DateTimeOffset.MaxValue
        : Urgency switch
        {
            Urgency.Normal => AcceptanceTerm.Ordinary(at, calendar),
            Urgency.Urgent => AcceptanceTerm.Urgent(at, calendar),
            _ => at + AcceptanceTerm.Express,
        };

    /// <summary>T6.</summary>
    public void Accept(Act act)
    {
        var row = Check(AssignmentAction.Accept, act, AssignmentInput.None);
        Append(row, act);
    }

    /// <summary>T6 by silence: run by the machine when <see cref="AcceptBy"/> has passed.</summary>
    public void DeemAccepted(Act act)
    {
        var row = Check(AssignmentAction.DeemAccepted, act, AssignmentInput.None);
        DeemedAccepted = true;
        Append(row, act);
    }

    /// <summary>T7. Once per unit; the leader's next decision is final.</summary>
    public void Return(ReturnReason reasonClass, string reason, Guid? proposedUnitId, Act act)
    {
        var row = Check(
            AssignmentAction.Return, act, new AssignmentInput { ReturnReason = reasonClass, Reason = reason });
        _returnedByUnitIds.Add(UnitId);
        Append(row, act, reason.Trim(), EventData.Of(
            ("reasonClass", reasonClass.ToString()), ("unitId", UnitId), ("proposedUnitId", proposedUnitId)));
    }

    /// <summary>T8: the head names who does it; himself is allowed.</summary>
    public void Cascade(Person officer, string? note, Act act)
    {
        var row = Check(AssignmentAction.Cascade, act, new AssignmentInput { Officer = officer });
        OfficerId = officer.Id;
        Append(row, act, NullIfBlank(note), EventData.Of(("officerId", officer.Id), ("officer", officer.FullName)));
    }

    /// <summary>T9.</summary>
    /// <param name="percent">0 to 100, null when not said.</param>
    public void Update(Guid entryId, string note, int? percent, Act act)
    {
        var row = Check(AssignmentAction.Update, act, new AssignmentInput { Note = note, Percent = percent });
        _progress.Add(new ProgressEntry(entryId, Id, note.Trim(), percent, act.By.PersonId, act.By.FullName, act.At));
        Append(row, act, note.Trim(), EventData.Of(("percent", percent)));
    }

    /// <summary>T14. Its time is what counts against the deadline, however long the review takes.</summary>
    public void Submit(Guid reportId, string summary, string? product, string? noProductReason, Act act)
    {
        var input = new AssignmentInput { Note = summary, Product = product, NoProductReason = noProductReason };
        var row = Check(AssignmentAction.Report, act, input);
        var deliverable = NullIfBlank(product);
        _reports.Add(new Report(
            reportId, Id, Round, summary.Trim(), deliverable, deliverable is null ? NullIfBlank(noProductReason) : null,
            act.By.PersonId, act.By.FullName, act.At));
        ReportedAt = act.At;
        Append(row, act, data: EventData.Of(
            ("reportId", reportId), ("round", Round), ("product", deliverable), ("late", Deadline?.IsMissedAt(act.At))));
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
