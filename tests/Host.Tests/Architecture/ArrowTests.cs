using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace DirectiveFlow.Host.Tests.Architecture;

/// <summary>The arrows of the house: what a project may use. Nothing points up, nothing points sideways, except where drawn.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Engine"] = [],
        ["Directives"] = [],
        ["Contracts"] = [],
        ["Activities"] = ["Engine", "Directives", "Contracts"],
        ["Workflows"] = ["Activities", "Engine", "Directives", "Contracts"],
        ["Storage"] = ["Engine", "Directives"],
        ["Studio"] = ["Workflows", "Activities", "Engine", "Directives"],
        ["Web"] = ["Workflows", "Activities", "Engine", "Directives"],
        ["Host"] = ["Web", "Studio", "Workflows", "Activities", "Engine", "Directives", "Storage", "Contracts"],
    };

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> House = new(() =>
        new ArchLoader().LoadAssemblies([.. MayUse.Keys.Select(Load)]).Build());

    public static TheoryData<string, string> Forbidden()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var (from, allowed) in MayUse)
        {
            foreach (var to in MayUse.Keys.Except(allowed.Append(from), StringComparer.Ordinal))
            {
                pairs.Add(from, to);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void No_type_of_a_project_uses_a_project_it_may_not(string from, string to) =>
        Types().That().ResideInAssembly(Load(from))
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Load(to)))
            .WithoutRequiringPositiveResults()
            .Check(House.Value);

    [Theory]
    [InlineData("Engine", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.Data.Sqlite", "Microsoft.AspNetCore", "MassTransit", "Hangfire")]
    [InlineData("Directives", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.AspNetCore", "MassTransit", "Hangfire", "Jint")]
    [InlineData("Contracts", "Microsoft", "MassTransit", "Newtonsoft")]
    [InlineData("Activities", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.AspNetCore", "MassTransit", "Hangfire")]
    [InlineData("Workflows", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.AspNetCore", "MassTransit", "Hangfire")]
    [InlineData("Web", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.Data.Sqlite", "MassTransit", "Hangfire")]
    [InlineData("Storage", "MassTransit", "Hangfire", "MudBlazor")]
    public void A_project_does_not_know_the_technology_of_another_floor(string project, params string[] technologies)
    {
        var used = Load(project).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => technologies.Any(technology => name.StartsWith(technology, StringComparison.Ordinal)));

        Assert.Empty(used);
    }

    private static Assembly Load(string project) => Assembly.Load($"DirectiveFlow.{project}");
}
