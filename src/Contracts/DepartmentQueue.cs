namespace DirectiveFlow.Contracts;

/// <summary>Where a department listens. The name is part of the contract: brokers are configured with it.</summary>
public static class DepartmentQueue
{
    private const string Prefix = "directiveflow.department.";

    /// <summary>The durable queue of a department.</summary>
    /// <exception cref="ArgumentException">The code holds anything but ASCII letters, digits, hyphen and underscore.</exception>
    public static string NameOf(string departmentCode)
    {
        if (departmentCode.Length == 0 || !departmentCode.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException($"'{departmentCode}' cannot name a department's queue.", nameof(departmentCode));
        }

        return Prefix + departmentCode;
    }
}
