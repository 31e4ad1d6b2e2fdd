using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;

namespace DirectiveFlow.Storage.Steps;

/// <summary>
/// Order of the statements of a commit: inserts, then updates, then deletes, each by table and key. A history row is an insert,
/// so a lost race fails at once with its unique key, before an update or a delete could be counted as "0 rows" by EF; and all
/// writers take their locks in one order.
/// </summary>
internal sealed class GuardsFirst : IComparer<IReadOnlyModificationCommand>
{
    public int Compare(IReadOnlyModificationCommand? x, IReadOnlyModificationCommand? y)
    {
        if (ReferenceEquals(x, y) || x is null || y is null)
        {
            return 0;
        }

        var byKind = Rank(x.EntityState).CompareTo(Rank(y.EntityState));
        if (byKind != 0)
        {
            return byKind;
        }

        var byTable = string.CompareOrdinal(x.TableName, y.TableName);
        return byTable != 0 ? byTable : CompareKeys(x, y);
    }

    private static int Rank(EntityState state) => state switch
    {
        EntityState.Added => 0,
        EntityState.Modified => 1,
        _ => 2,
    };

    private static int CompareKeys(IReadOnlyModificationCommand x, IReadOnlyModificationCommand y)
    {
        foreach (var property in x.Entries[0].EntityType.FindPrimaryKey()?.Properties ?? [])
        {
            var comparison = System.Collections.Comparer.DefaultInvariant.Compare(
                x.Entries[0].GetCurrentValue(property), y.Entries[0].GetCurrentValue(property));
            if (comparison != 0)
            {
                return comparison;
            }
        }

        return 0;
    }
}
