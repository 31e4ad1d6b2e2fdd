using DirectiveFlow.Storage.DueWork;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;

namespace DirectiveFlow.Storage.Steps;

/// <summary>
/// Order of the statements of a commit: inserts, then updates, then deletes, each by table and key. A history row is an insert,
/// so a lost race fails at once with its unique key, before an update or a delete could be counted as "0 rows" by EF; and all
/// writers take their locks in one order. New due work comes last of the inserts, because the first one may carry the deletion of
/// the due work it replaces (<see cref="CancelInBatch"/>).
/// </summary>
internal sealed class GuardsFirst : IComparer<IReadOnlyModificationCommand>
{
    public int Compare(IReadOnlyModificationCommand? x, IReadOnlyModificationCommand? y)
    {
        if (ReferenceEquals(x, y) || x is null || y is null)
        {
            return 0;
        }

        var byKind = Rank(x).CompareTo(Rank(y));
        if (byKind != 0)
        {
            return byKind;
        }

        var byTable = string.CompareOrdinal(x.TableName, y.TableName);
        return byTable != 0 ? byTable : CompareKeys(x, y);
    }

    private static int Rank(IReadOnlyModificationCommand command) => command.EntityState switch
    {
        EntityState.Added => command.Entries is [{ EntityType.ClrType: var type }, ..] && type == typeof(DueWorkRow) ? 1 : 0,
        EntityState.Modified => 2,
        _ => 3,
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
