public interface MineMakes {
    MineA make();
}
