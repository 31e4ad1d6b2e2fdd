namespace DirectiveFlow.Directives.Deadlines;

/// <summary>How a deadline came about: kinds of phrases (DOMAIN section 3) and settings by people.</summary>
public static class DeadlineRules
{
    /// <summary>"trước ngày …": the day counts.</summary>
    public const string Before = "BEFORE";

    /// <summary>"chậm nhất ngày …".</summary>
    public const string By = "BY";

    /// <summary>"trong tháng …": last day of the month.</summary>
    public const string InMonth = "IN_MONTH";

    /// <summary>"trong quý …": last day of the quarter.</summary>
    public const string InQuarter = "IN_QUARTER";

    /// <summary>"trong năm …": 31 December, a weak deadline.</summary>
    public const string InYear = "IN_YEAR";

    /// <summary>A person set the date, whatever the text says.</summary>
    public const string SetByPerson = "SET_BY_PERSON";

    /// <summary>Default of a coordinating unit: the lead's deadline less 5 working days (PROCESS section 7).</summary>
    public const string LeadMinusFive = "LEAD_MINUS_5";
}
